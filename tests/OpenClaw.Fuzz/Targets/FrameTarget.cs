using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Fuzz.Driver;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Fuzz.Targets;

/// <summary>Frames of a client, and the params of those that are requests. Oracle: a document of System.Text.Json, looked at with the specification's rules.</summary>
public sealed partial class FrameTarget : FuzzTarget
{
    private static readonly string[] Known = ["type", "id", "method", "params", "traceparent", "expectedProfileId"];

    public override string Name => "frames";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        """{"type":"req","id":"1","method":"health","params":{}}""",
        """{"type":"req","id":"1","method":"health"}""",
        """{"type":"req","id":"a","method":"connect","params":{"minProtocol":3,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","scopes":["operator.read"],"auth":{"token":"t"},"device":{"id":"d","publicKey":"k","signature":"s","signedAt":1,"nonce":"n"},"locale":"en"}}""",
        """{"type":"req","id":"2","method":"agent","params":{"message":"hi","sessionKey":"agent:main:main","idempotencyKey":"k","timeout":5}}""",
        """{"type":"req","id":"3","method":"chat.send","params":{"sessionKey":"main","message":"x","idempotencyKey":"k","attachments":[{"type":"image","mimeType":"image/png","fileName":"a","content":"QUJD"}]}}""",
        """{"type":"req","id":"4","method":"system-event","params":{"text":"\u00e9\ud83d\ude00","tags":["a"],"lastInputSeconds":3}}""",
        """{"type":"event","event":"tick","payload":{"ts":1}}""",
        """{"type":"res","id":"1","ok":true,"payload":null}""",
        """[1,2,{"a":[]}]""",
        "{not json",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "\"type\":\"req\"", "\"id\":", "\"method\":", "\"params\":", "null", "true", "1e999", "-0", "\"\\ud800\"", "\\u0000", "[[[[[[[[", "{\"a\":",
        "\"minProtocol\":", "\"client\":", "\"scopes\":[", "\"traceparent\":\"\"", ",\"x\":1", "}}", "]", "\"\"",
    }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        var fault = FrameReader.Read(input, out var request);
        var expected = Expect(input);
        if (fault is null && expected is null) throw new FuzzFindingException("accepted what is no request");
        if (fault is not null && expected is not null && !LoneSurrogate().IsMatch(Encoding.UTF8.GetString(input))) throw new FuzzFindingException($"refused a request: {fault.Text}");
        if (fault is not null) return Kind(fault.Text);

        var (id, method, parameters) = expected!.Value;
        if (request.Id != id) throw new FuzzFindingException($"id '{request.Id}' instead of '{id}'");
        if (request.MethodName != method) throw new FuzzFindingException($"method '{request.MethodName}' instead of '{method}'");
        var raw = Encoding.UTF8.GetString(request.Params(input.AsSpan()));
        if (raw != (parameters ?? string.Empty)) throw new FuzzFindingException($"params '{raw}' instead of '{parameters}'");
        return CheckParams(request, input);
    }

    private static string CheckParams(RequestEnvelope request, byte[] input)
    {
        if (request.Method is null) return "unknown method";
        var error = request.Method.ValidateParams(request.Params(input.AsSpan()));
        return error is null ? $"{request.Method.Name} good" : $"{request.Method.Name} {Kind(error.Text)}";
    }

    /// <summary>Id, method and params when the frame is a request, else null.</summary>
    private static (string Id, string Method, string? Params)? Expect(byte[] input)
    {
        if (!System.Text.Unicode.Utf8.IsValid(input)) return null;
        try
        {
            using var document = JsonDocument.Parse(input, new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            var members = root.EnumerateObject().ToList();
            if (members.Any(member => !Known.Contains(member.Name)) || members.DistinctBy(member => member.Name).Count() != members.Count) return null;
            if (Text(root, "type") != "req" || Text(root, "id") is not { Length: > 0 } id || Text(root, "method") is not { Length: > 0 } method) return null;
            if (root.TryGetProperty("traceparent", out var trace) && (trace.ValueKind != JsonValueKind.String || Length(trace.GetString()!) > 128)) return null;
            if (root.TryGetProperty("expectedProfileId", out var profile) && profile.ValueKind != JsonValueKind.String) return null;
            if (Length(id) > FrameLimits.MaxIdLength || Length(method) > 256) return null;
            return (id, method, root.TryGetProperty("params", out var parameters) ? parameters.GetRawText() : null);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: valid JSON, and no text.
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Length(string text) => text.EnumerateRunes().Count();

    [GeneratedRegex("""\\u[dD][89a-fA-F][0-9a-fA-F]{2}""")]
    private static partial Regex LoneSurrogate();
}
