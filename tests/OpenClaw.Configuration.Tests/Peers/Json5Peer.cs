using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Tests.Peers;

/// <summary>npm's json5, the reference implementation of the format, as an oracle in a Node process.</summary>
internal static class Json5Peer
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 512 };

    /// <summary>What json5 makes of each text: a canonical form of the value, or null where it refuses.</summary>
    public static async Task<string?[]> ParseAsync(IReadOnlyList<string> texts)
    {
        var root = RepositoryRoot();
        var peers = Path.Combine(root, "tests", "peers");
        Assert.True(Directory.Exists(Path.Combine(peers, "node_modules", "json5")), "npm's json5 is missing: run scripts/install-test-peers");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(root, "tests", "OpenClaw.Configuration.Tests", "Peers", "json5-oracle.cjs"));
        start.ArgumentList.Add(peers);
        using var process = Process.Start(start)!;
        await using (var input = process.StandardInput.BaseStream)
        {
            await JsonSerializer.SerializeAsync(input, texts);
        }

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return [.. JsonNode.Parse(output, documentOptions: new JsonDocumentOptions { MaxDepth = 512 })!.AsArray().Select(result =>
            result!["ok"]!.GetValue<bool>() ? Number(result["value"])?.ToJsonString(Deep) ?? "null" : null)];
    }

    /// <summary>The same canonical form of what our reader made of a text, or null where it refuses.</summary>
    public static string? Ours(string text) =>
        Json5Reader.TryRead(new SourceText("peer", text), out var node, out _) ? Canonical(node)?.ToJsonString(Deep) ?? "null" : null;

    private static JsonNode? Canonical(ConfigNode node) => node switch
    {
        NumberNode number => CanonicalNumber(number.Value),
        StringNode text => Text(text.Value),
        BooleanNode boolean => JsonValue.Create(boolean.Value),
        ArrayNode array => new JsonArray([.. array.Items.Select(Canonical)]),
        ObjectNode instance => new JsonObject
        {
            ["$object"] = new JsonArray([.. instance.Members.OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => new JsonArray(Text(member.Name), Canonical(member.Value)))]),
        },
        _ => null,
    };

    /// <summary>Numbers of the other side, read as doubles and written by this side, so that formatting does not matter.</summary>
    private static JsonNode? Number(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Number)]),
        JsonObject instance when instance.ContainsKey("$units") => new JsonObject { ["$units"] = Number(instance["$units"]) },
        JsonObject instance when instance.ContainsKey("$object") => new JsonObject { ["$object"] = Number(instance["$object"]) },
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => CanonicalNumber(value.GetValue<double>()),
        _ => node?.DeepClone(),
    };

    private static JsonNode Text(string text) =>
        WellFormed(text) ? JsonValue.Create(text) : new JsonObject { ["$units"] = new JsonArray([.. text.Select(unit => CanonicalNumber(unit))]) };

    /// <summary>Whether a text has no half surrogate pairs; others cannot come out of a UTF-8 file, only out of escapes.</summary>
    public static bool WellFormed(string text) => !text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD) || !text.Any(char.IsSurrogate);

    private static JsonNode CanonicalNumber(double value) =>
        double.IsFinite(value) && !(value == 0 && double.IsNegative(value))
            ? JsonValue.Create(value)
            : new JsonObject
            {
                ["$number"] = value == 0 ? "-0" : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity",
            };

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "OpenClaw.Actors.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return directory;
    }
}
