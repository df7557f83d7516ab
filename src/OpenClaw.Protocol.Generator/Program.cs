using OpenClaw.Protocol.Generator;
using OpenClaw.Protocol.Generator.CSharp;
using OpenClaw.Protocol.Generator.Models;

// generate-protocol <repository> [--check] [--typescript] [--swift]
// Writes the C# of src/OpenClaw.Protocol from protocol/. With --check it writes nothing and fails when something is stale. The models of
// other languages are for other repositories, so they are written to artifacts/protocol and not checked in.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: generate-protocol <repository> [--check] [--typescript] [--swift]");
    return 64;
}

try
{
    var output = new OutputTree(Path.Combine(args[0], "src", "OpenClaw.Protocol"));
    var definition = ProtocolDefinition.Load(Path.Combine(args[0], "protocol"));
    CSharpGenerator.Generate(definition, output);
    WriteModel("--typescript", "openclaw-protocol.ts", TypeScriptGenerator.Generate);
    WriteModel("--swift", "OpenClawProtocol.swift", SwiftGenerator.Generate);
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

    void WriteModel(string option, string file, Func<ProtocolDefinition, string> generate)
    {
        if (args.Contains(option))
        {
            var path = Path.Combine(args[0], "artifacts", "protocol", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, generate(definition));
            Console.WriteLine(path);
        }
    }
}
catch (ProtocolDefinitionException error)
{
    Console.Error.WriteLine(error.Message);
    return 65;
}
