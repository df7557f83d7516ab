using OpenClaw.Protocol.Generator;
using OpenClaw.Protocol.Generator.CSharp;

namespace OpenClaw.Protocol.Tests.Generated;

public sealed class GeneratedFilesTests
{
    [Fact]
    [Trait("Statement", "VAL-04")]
    public void Checked_in_files_are_what_the_generator_writes()
    {
        var output = new OutputTree(Path.Combine(Repository.Root, "src", "OpenClaw.Protocol"));
        CSharpGenerator.Generate(Repository.Definition, output);
        Assert.Empty(output.FindStale());
    }

    [Fact]
    [Trait("Statement", "VAL-04")]
    public void Changed_schema_makes_files_stale_until_they_are_written_again()
    {
        var folder = Directory.CreateTempSubdirectory("openclaw-protocol-").FullName;
        try
        {
            CopyFolder(Repository.ProtocolFolder, Path.Combine(folder, "protocol"));
            var target = Path.Combine(folder, "src");
            Assert.NotEqual(0, Generate().Write());
            Assert.Empty(Generate().FindStale());

            var schema = Path.Combine(folder, "protocol", "schema", "methods", "wake.params.json");
            File.WriteAllText(schema, File.ReadAllText(schema).Replace("\"mode\"", "\"manner\"", StringComparison.Ordinal));
            Assert.Equal(["Methods/Heartbeat/WakeParams.g.cs"], Generate().FindStale());
            Assert.Equal(1, Generate().Write());
            Assert.Contains("Manner", File.ReadAllText(Path.Combine(target, "Methods/Heartbeat/WakeParams.g.cs")), StringComparison.Ordinal);

            File.WriteAllText(Path.Combine(target, "Frames", "NoLongerThere.g.cs"), "");
            Assert.Equal(["Frames/NoLongerThere.g.cs"], Generate().FindStale());

            OutputTree Generate()
            {
                var output = new OutputTree(target);
                CSharpGenerator.Generate(ProtocolDefinition.Load(Path.Combine(folder, "protocol")), output);
                return output;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{ "type": "string", "pattern": "^a" }""", "keyword 'pattern' is not supported")]
    [InlineData("""{ "type": "object", "required": ["a"], "properties": {} }""", "requires 'a', which it does not declare")]
    [InlineData("""{ "type": ["string", "number"] }""", "a type list is only supported as [type, null]")]
    [InlineData("""{ "anyOf": [{ "type": "string" }, { "type": "number" }] }""", "anyOf is only supported as [schema, null]")]
    [InlineData("""{ "type": "tuple" }""", "type 'tuple' is not supported")]
    public void Schema_outside_the_subset_is_refused_by_name(string schema, string problem)
    {
        using var document = System.Text.Json.JsonDocument.Parse(schema);
        var error = Assert.Throws<ProtocolDefinitionException>(() => new SchemaParser("types/x").Parse(document.RootElement));
        Assert.Equal("types/x: " + problem, error.Message);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.json", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
