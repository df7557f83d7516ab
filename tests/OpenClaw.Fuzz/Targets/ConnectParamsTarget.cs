using System.Text;
using System.Text.Json;
using OpenClaw.Fuzz.Driver;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Fuzz.Targets;

/// <summary>Params of the handshake. Oracle: what the validator lets through, the deserializer must read.</summary>
public sealed class ConnectParamsTarget : FuzzTarget
{
    private static readonly MethodInfo Connect = MethodTable.TryGet("connect", out var method) ? method : throw new InvalidOperationException("The protocol has no connect.");

    public override string Name => "connect-params";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        """{"minProtocol":3,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"}}""",
        """{"minProtocol":4,"maxProtocol":4,"client":{"id":"node-host","displayName":"n","version":"1","platform":"macos","deviceFamily":"Mac","modelIdentifier":"M","mode":"node","instanceId":"i"},"caps":["system"],"commands":["system.run"],"permissions":{"a":true},"pathEnv":"/bin","role":"node","scopes":[],"device":{"id":"d","publicKey":"k","signature":"s","signedAt":1,"nonce":"n"},"auth":{"token":"t","password":"p","deviceToken":"x"},"locale":"en","userAgent":"u"}""",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "null", "true", "[]", "{}", "\"\"", "1.5", "-1", "9007199254740993", "1e3", "\"minProtocol\":", "\"client\":{", "\"device\":{", "\"auth\":{", "\"scopes\":[\"operator.admin\"]",
    }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        if (!System.Text.Unicode.Utf8.IsValid(input)) return "not UTF-8";
        var error = Connect.ValidateParams(input);
        if (error is not null) return Kind(error.Text);

        try
        {
            _ = JsonSerializer.Deserialize(input, ProtocolJson.Default.ConnectParams) ?? throw new FuzzFindingException("null passed the validator");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FuzzFindingException($"passed the validator and cannot be read: {exception.Message}");
        }

        return "good";
    }
}
