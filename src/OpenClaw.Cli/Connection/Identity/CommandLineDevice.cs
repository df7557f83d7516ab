using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Client;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Cli.Connection.Identity;

/// <summary>This installation's key pair: who this command line is to a gateway that wants to know.</summary>
/// <remarks>
/// Kept in <c>identity/device.json</c> of the state directory (0600), in the form of the original's command line (PKCS #8 in PEM), so that a device which was
/// paired with that one is paired with this one. It is made when it is first needed.
/// </remarks>
internal sealed class CommandLineDevice : IDeviceIdentity
{
    // PKCS #8 and SPKI of Ed25519 (RFC 8410) are these bytes and then the key's 32.
    private static readonly byte[] s_privatePrefix = Convert.FromHexString("302e020100300506032b657004220420");
    private static readonly byte[] s_publicPrefix = Convert.FromHexString("302a300506032b6570032100");

    private readonly byte[] _seed;

    private CommandLineDevice(byte[] seed)
    {
        _seed = seed;
        var key = Ed25519.PublicKeyOf(seed);
        PublicKey = Base64Url.EncodeToString(key);
        DeviceId = Convert.ToHexStringLower(SHA256.HashData(key));
    }

    /// <inheritdoc/>
    public string DeviceId { get; }

    /// <inheritdoc/>
    public string PublicKey { get; }

    /// <inheritdoc/>
    public string Sign(string text) => Base64Url.EncodeToString(Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads the key pair, or makes one.</summary>
    /// <param name="stateDirectory">The state directory.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CliException">The file holds none; it is not replaced, for gateways know the device by it.</exception>
    public static CommandLineDevice ReadOrCreate(string stateDirectory, TimeProvider time)
    {
        var path = Path.Combine(stateDirectory, "identity", "device.json");
        if (PrivateFile.Read(path) is { } text)
        {
            return Read(text) ?? throw new CliException($"{path} holds no device key; restore it, or delete it to become a new device (which pairs again)", "DEVICE_KEY_DAMAGED");
        }

        var device = new CommandLineDevice(RandomNumberGenerator.GetBytes(32));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, 1);
            writer.WriteString("deviceId"u8, device.DeviceId);
            writer.WriteString("publicKeyPem"u8, PemEncoding.WriteString("PUBLIC KEY", [.. s_publicPrefix, .. Base64Url.DecodeFromChars(device.PublicKey)]) + "\n");
            writer.WriteString("privateKeyPem"u8, PemEncoding.WriteString("PRIVATE KEY", [.. s_privatePrefix, .. device._seed]) + "\n");
            writer.WriteNumber("createdAtMs"u8, time.GetUtcNow().ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        PrivateFile.Replace(path, Encoding.UTF8.GetString(stream.ToArray()) + "\n");
        return device;
    }

    private static CommandLineDevice? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var pem = document.RootElement.GetProperty("privateKeyPem").GetString() ?? "";
            var fields = PemEncoding.Find(pem);
            var bytes = Convert.FromBase64String(pem[fields.Base64Data]);
            return bytes.Length == s_privatePrefix.Length + 32 && bytes.AsSpan().StartsWith(s_privatePrefix) ? new CommandLineDevice(bytes[s_privatePrefix.Length..]) : null;
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
