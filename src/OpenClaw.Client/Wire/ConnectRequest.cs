using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>Builds the first request of a connection.</summary>
internal static class ConnectRequest
{
    public static ReadOnlyMemory<byte> Write(string id, GatewayClientOptions options, string? nonce) =>
        RequestWriter.Write(id, "connect", (options, nonce), static (writer, state) => WriteParams(writer, state.options, state.nonce));

    private static void WriteParams(Utf8JsonWriter writer, GatewayClientOptions options, string? nonce)
    {
        writer.WriteStartObject("params"u8);
        writer.WriteNumber("minProtocol"u8, options.MinProtocol);
        writer.WriteNumber("maxProtocol"u8, options.MaxProtocol);
        writer.WriteStartObject("client"u8);
        writer.WriteString("id"u8, options.ClientId);
        WriteOptional(writer, "displayName", options.DisplayName);
        writer.WriteString("version"u8, options.ClientVersion);
        writer.WriteString("platform"u8, options.Platform);
        writer.WriteString("mode"u8, options.ClientMode);
        WriteOptional(writer, "instanceId", options.InstanceId);
        writer.WriteEndObject();
        writer.WriteString("role"u8, options.Role);
        WriteList(writer, "scopes", options.Scopes);
        WriteList(writer, "caps", options.Capabilities);
        if (options.Token is not null || options.Password is not null)
        {
            writer.WriteStartObject("auth"u8);
            WriteOptional(writer, "token", options.Token);
            WriteOptional(writer, "password", options.Password);
            writer.WriteEndObject();
        }

        if (options.Device is { } device && nonce is not null)
            WriteDevice(writer, options, device, nonce);
        writer.WriteEndObject();
    }

    /// <summary>The text that is signed is the protocol's "v3" device text: eight fields, then platform and device family.</summary>
    private static void WriteDevice(Utf8JsonWriter writer, GatewayClientOptions options, IDeviceIdentity device, string nonce)
    {
        var signedAt = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var text = string.Join('|',
            "v3", device.DeviceId, options.ClientId, options.ClientMode, options.Role, string.Join(',', options.Scopes), signedAt,
            options.Token ?? "", nonce, options.Platform.Trim().ToLowerInvariant(), "");
        writer.WriteStartObject("device"u8);
        writer.WriteString("id"u8, device.DeviceId);
        writer.WriteString("publicKey"u8, device.PublicKey);
        writer.WriteString("signature"u8, device.Sign(text));
        writer.WriteNumber("signedAt"u8, signedAt);
        writer.WriteString("nonce"u8, nonce);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
