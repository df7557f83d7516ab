using OpenClaw.Protocol.Generator;
using OpenClaw.Protocol.Generator.CSharp;

// generate-protocol <repository> [--check]
// Writes the C# of src/OpenClaw.Protocol from protocol/. With --check it writes nothing and fails when something is stale.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: generate-protocol <repository> [--check]");
    return 64;
}

try
{
    var output = new OutputTree(Path.Combine(args[0], "src", "OpenClaw.Protocol"));
    CSharpGenerator.Generate(ProtocolDefinition.Load(Path.Combine(args[0], "protocol")), output);
    if (!args.Contains("--check"))
    {
        Console.WriteLine($"{output.Write()} of {output.Count} generated files changed");
        return 0;
    }

    var stale = output.FindStale();
    foreach (var file in stale)
    {
        Console.Error.WriteLine($"stale: {file}");
    }

    Console.WriteLine(stale.Count == 0 ? $"{output.Count} generated files are up to date" : "run scripts/generate-protocol");
    return stale.Count == 0 ? 0 : 1;
}
catch (ProtocolDefinitionException error)
{
    Console.Error.WriteLine(error.Message);
    return 65;
}
