using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Configuration.Reading;
using OpenClaw.Fuzz.Driver;

namespace OpenClaw.Fuzz.Targets;

/// <summary>The user's configuration file. Oracles: JSON is JSON5, with the same values; and what was read, written as JSON, reads the same again.</summary>
public sealed class ConfigurationTarget : FuzzTarget
{
    public override string Name => "configuration";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        """{ gateway: { port: 18789, bind: 'loopback', auth: { mode: "token", token: "${TOKEN}" } }, }""",
        """{"agents":{"defaults":{"model":{"primary":"mock/mock-model"},"timeoutSeconds":600},"list":[{"id":"main","default":true}]}}""",
        "// comment\n{ /* block */ a: +1.5e3, b: .5, c: 0xFF, d: -Infinity, e: NaN, f: 'it\\'s', g: 'two \\\nlines', }",
        """{"models":{"providers":{"mock":{"baseUrl":"http://127.0.0.1:1/v1","models":[{"id":"m","input":["text"],"cost":{"input":0}}]}}}}""",
        "[1, 2, 3,]",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "//", "/*", "*/", "\\u00e9", "\\x41", "\\\n", "Infinity", "-NaN", "0x", "null", "'", "$include", "${A}", "[[[[[[[[", "{a:{a:{a:", "\u2028", "1e400",
    }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var read = Json5Reader.TryRead(new SourceText("fuzz", text), out var value, out var error);
        if (!read)
        {
            if (IsJson(text)) throw new FuzzFindingException($"refused JSON: {error}");
            return Kind(error!.Message);
        }

        var written = Write(value!);
        if (IsJson(text) && !Same(Parse(text), Parse(written))) throw new FuzzFindingException($"read {text} as {written}");
        if (!Json5Reader.TryRead(new SourceText("again", written), out var again, out error)) throw new FuzzFindingException($"wrote what it cannot read: {written}: {error}");
        if (Write(again) != written) throw new FuzzFindingException($"{written} became {Write(again)}");
        return $"good {value!.Kind}";
    }

    /// <summary>Equality of JSON whose numbers are doubles, as those of JavaScript and JSON5 are; JsonNode compares every digit.</summary>
    private static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out var other) && Same(member.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number => a.GetValue<double>().Equals(b.GetValue<double>()),
        _ => JsonNode.DeepEquals(left, right),
    };

    private static string Write(ConfigNode value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) value.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Left out, because the two differ for good reason: equal names (JsonNode refuses them) and numbers beyond a double (Infinity here).
    private static bool IsJson(string text)
    {
        try
        {
            return AllFinite(Parse(text));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool AllFinite(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => AllFinite(member.Value)),
        JsonArray items => items.All(AllFinite),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.IsFinite(value.GetValue<double>()),
        _ => true,
    };

    private static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = Json5Reader.MaxDepth - 2 });
}
