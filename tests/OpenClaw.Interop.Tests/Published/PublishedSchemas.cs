using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests.Published;

/// <summary>The schemas that the original project publishes (npm <c>@openclaw/gateway-protocol</c>), asked through Ajv: tests/peers/clients/published-schemas.mjs.</summary>
internal static class PublishedSchemas
{
    /// <summary>For each method, the definition that the package has for its result, or an empty text.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfResultsAsync(IReadOnlyCollection<string> methods)
    {
        var answers = await AskAsync(methods.Distinct(StringComparer.Ordinal).Select(static method => JsonSerializer.Serialize(new { name = method, method })));
        return answers.ToDictionary(static answer => answer.String("name")!, static answer => answer.String("schema")!, StringComparer.Ordinal);
    }

    /// <summary>What is wrong with each value, such as <c>cpu.count: missing</c>, under the name that it was given.</summary>
    public static async Task<IReadOnlyList<(string Name, string Deviation)>> DeviationsAsync(IEnumerable<PublishedValue> values)
    {
        var answers = await AskAsync(values.Select(static value =>
            JsonSerializer.Serialize(new { name = value.Name, schema = value.Schema, at = value.At, value = value.Value })));
        return [.. answers.SelectMany(static answer => answer.Strings("deviations").Select(deviation => (answer.String("name")!, deviation))).Distinct()];
    }

    private static async Task<IReadOnlyList<JsonElement>> AskAsync(IEnumerable<string> questions)
    {
        var output = await ScriptProcess.FilterAsync("published-schemas.mjs", questions);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }
}

/// <summary>A value that a gateway said.</summary>
/// <param name="Name">The method or event, under which deviations are reported.</param>
/// <param name="Schema">A definition of the package, such as <c>PresenceEntry</c>, or one of its members: <c>Snapshot/health</c>.</param>
/// <param name="At">Where in the value the definition holds, such as <c>sessions[]</c>; null for the whole.</param>
/// <param name="Value">What was said.</param>
internal sealed record PublishedValue(string Name, string Schema, string? At, JsonElement Value);
