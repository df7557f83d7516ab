using System.Text;
using System.Text.Json;
using OpenClaw.Fuzz.Driver;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Fuzz.Targets;

/// <summary>Rows of the gateway's own journal whose bytes rotted. Oracle: a clear refusal, or a payload that is written and read as the same again.</summary>
public sealed class GatewayRowTarget : FuzzTarget
{
    private const string At = "\"2026-09-21T14:13:20.123+00:00\"";
    private const string Usage = """{"input":1,"output":2,"cacheRead":3,"cacheWrite":4}""";

    public override string Name => "gateway-rows";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        $$$"""pairing.requested.v1|{"requestId":"r","deviceId":"d","publicKey":"k","client":{"id":"cli","mode":"cli","version":"1","platform":"linux","deviceFamily":"Linux"},"role":"operator","scopes":["operator.read","operator.write"],"reason":"not-paired","remoteIp":"10.0.0.1","requestedAt":{{{At}}},"at":{{{At}}}}""",
        $$$"""pairing.device-paired.v1|{"deviceId":"d","publicKey":"k","client":{"id":"cli","mode":"cli","version":"1","platform":"linux"},"role":"operator","scopes":["operator.read"],"approvedVia":"silent","requestId":"r","at":{{{At}}}}""",
        $$$"""pairing.rejected.v1|{"deviceId":"d","requestId":"r","at":{{{At}}}}""",
        $$$"""pairing.token-issued.v1|{"deviceId":"d","role":"node","scopes":[],"generation":3,"at":{{{At}}}}""",
        $$$"""pairing.token-revoked.v1|{"deviceId":"d","role":"operator","at":{{{At}}}}""",
        $$$"""pairing.device-removed.v1|{"deviceId":"d","at":{{{At}}}}""",
        $$$"""session.created.v1|{"key":"agent:main:telegram:group:-100","sessionId":"s1","at":{{{At}}}}""",
        $$$"""session.run-accepted.v1|{"run":"r1","spec":{"input":[{"type":"text","text":"hi"}],"origin":"Chat","timeoutMs":600000,"lane":"cron","model":"first/large","extraSystemPrompt":"x"},"at":{{{At}}}}""",
        $$$"""session.message-appended.v1|{"message":{"role":"assistant","id":"m2","timestamp":{{{At}}},"run":"r1","content":[{"type":"text","text":"hi"},{"type":"thinking","text":"hm"},{"type":"image","mimeType":"image/png","data":"AQID"},{"type":"toolCall","id":"c1","name":"look","arguments":"{}"}],"api":"x","model":"first/large","usage":{{{Usage}}},"stopReason":"ToolUse","responseId":"q"},"at":{{{At}}}}""",
        $$$"""session.run-ended.v1|{"run":"r1","outcome":{"kind":"failed","error":"RateLimited","message":"slow down","retryAfterMs":2000},"usage":{{{Usage}}},"model":"first/large","at":{{{At}}}}""",
        $$$"""session.patched.v1|{"settings":{"label":"cats","model":"a/b","thinkingLevel":"high"},"at":{{{At}}}}""",
        $$$"""run.ledger-entry.v1|{"run":"r1","session":"agent:main:main","acceptedAt":{{{At}}},"endedAt":{{{At}}},"report":{"outcome":{"kind":"completed","reason":"Length"},"text":"","usage":{{{Usage}}}}}""",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "null", "[]", "{}", "\"\"", "-1", "1e99", "9999999999999", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"operator.admin\"", "\"kind\":", "\"role\":", "\"content\":", "\"type\":\"toolResult\"",
    }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        var bar = Array.IndexOf(input, (byte)'|');
        var manifest = Encoding.UTF8.GetString(input, 0, Math.Max(0, bar));
        object payload;
        try
        {
            payload = GatewayPayloads.Registry.Deserialize(manifest, input.AsSpan(bar + 1));
        }
        catch (UnknownPayloadException)
        {
            return "unknown manifest";
        }
        catch (JsonException refused)
        {
            return $"{manifest} {Kind(refused.Message)}";
        }

        var (current, bytes) = GatewayPayloads.Registry.Serialize(payload);
        var (_, again) = GatewayPayloads.Registry.Serialize(GatewayPayloads.Registry.Deserialize(current, bytes));
        return again.AsSpan().SequenceEqual(bytes) ? $"good {current}" : throw new FuzzFindingException($"a payload of {manifest} changes when it is written and read");
    }
}
