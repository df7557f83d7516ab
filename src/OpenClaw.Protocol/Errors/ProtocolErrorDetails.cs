using System.Buffers;
using System.Text.Json;

namespace OpenClaw.Protocol.Errors;

/// <summary>Builds the <c>details</c> of errors.</summary>
public static class ProtocolErrorDetails
{
    /// <summary>Details that hold a code of <see cref="ErrorDetailCodes"/> and perhaps more.</summary>
    /// <param name="code">The code.</param>
    /// <param name="more">Writes further properties.</param>
    public static JsonElement WithCode(string code, Action<Utf8JsonWriter>? more = null) => Of(writer =>
    {
        writer.WriteString("code"u8, code);
        more?.Invoke(writer);
    });

    /// <summary>Details without a code.</summary>
    /// <param name="members">Writes the properties.</param>
    public static JsonElement Of(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Details of a refused handshake.</summary>
    /// <param name="code">One of the <c>AUTH_*</c> codes.</param>
    /// <param name="reason">The reason in lower case, as <c>token_mismatch</c>.</param>
    /// <param name="canRetryWithDeviceToken">Whether the client may try once more with its stored device token.</param>
    /// <param name="nextStep">What to do, as <c>update_auth_credentials</c>.</param>
    public static JsonElement Auth(string code, string reason, bool canRetryWithDeviceToken, string nextStep) => WithCode(code, writer =>
    {
        writer.WriteString("authReason"u8, reason);
        writer.WriteBoolean("canRetryWithDeviceToken"u8, canRetryWithDeviceToken);
        writer.WriteString("recommendedNextStep"u8, nextStep);
    });

    /// <summary>Details of a pairing that has to be approved.</summary>
    /// <param name="requestId">The request, for <c>device.pair.approve</c>.</param>
    /// <param name="reason"><c>not-paired</c>, <c>role-upgrade</c>, <c>scope-upgrade</c> or <c>metadata-upgrade</c>.</param>
    public static JsonElement PairingRequired(string requestId, string reason) => WithCode(ErrorDetailCodes.PairingRequired, writer =>
    {
        writer.WriteString("requestId"u8, requestId);
        writer.WriteString("reason"u8, reason);
    });

    internal static JsonElement MissingScope(string scope) => WithCode(ErrorDetailCodes.MissingScope, writer =>
    {
        writer.WriteString("missingScope"u8, scope);
        writer.WriteStartArray("requiredScopes"u8);
        writer.WriteStringValue(scope);
        writer.WriteEndArray();
    });

    internal static JsonElement ProtocolMismatch(int clientMin, int clientMax, int expected, int minimum) => WithCode(ErrorDetailCodes.ProtocolMismatch, writer =>
    {
        writer.WriteNumber("clientMinProtocol"u8, clientMin);
        writer.WriteNumber("clientMaxProtocol"u8, clientMax);
        writer.WriteNumber("expectedProtocol"u8, expected);
        writer.WriteNumber("minimumProbeProtocol"u8, minimum);
    });
}
