using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Domain.Access;

/// <summary>A device's Ed25519 public key and the id that follows from it.</summary>
public sealed class DeviceKey
{
    /// <summary>DER head of a SubjectPublicKeyInfo with an Ed25519 key (RFC 8410); the 32 key bytes follow.</summary>
    private static ReadOnlySpan<byte> SpkiHead => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly byte[] _raw;

    private DeviceKey(byte[] raw)
    {
        _raw = raw;
        DeviceId = Convert.ToHexStringLower(SHA256.HashData(raw));
        Text = Base64Url.EncodeToString(raw);
    }

    /// <summary>Lower-case hex SHA-256 of the raw key.</summary>
    public string DeviceId { get; }

    /// <summary>The raw key, base64url without padding.</summary>
    public string Text { get; }

    /// <summary>False for 32 bytes that are no point of the curve, or a degenerate one.</summary>
    public bool IsUsable => Ed25519.IsUsablePublicKey(_raw);

    /// <summary>The key of these 32 raw bytes.</summary>
    public static DeviceKey FromRaw(ReadOnlySpan<byte> raw) => new(raw.ToArray());

    /// <summary>Reads a key as clients send it: 32 raw bytes in base64url or base64, or a PEM public key.</summary>
    public static bool TryParse(string? text, out DeviceKey key)
    {
        key = null!;
        if (text is null || text.Length > 512)
        {
            return false;
        }

        var decoded = text.Contains("-----BEGIN", StringComparison.Ordinal) ? FromPem(text) : FromBase64(text);
        if (decoded is null)
        {
            return false;
        }

        var bytes = decoded.AsSpan();
        if (bytes.Length == SpkiHead.Length + Ed25519.PublicKeySize && bytes.StartsWith(SpkiHead))
        {
            bytes = bytes[SpkiHead.Length..];
        }

        if (bytes.Length != Ed25519.PublicKeySize)
        {
            return false;
        }

        key = new DeviceKey(bytes.ToArray());
        return true;
    }

    /// <summary>True when the signature (base64url or base64) is this key's over the UTF-8 text.</summary>
    public bool Verifies(string text, string signature) =>
        FromBase64(signature) is { } bytes && Ed25519.Verify(_raw, Encoding.UTF8.GetBytes(text), bytes);

    private static byte[]? FromPem(string text) =>
        PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "PUBLIC KEY" ? FromBase64(text[fields.Base64Data]) : null;

    /// <summary>Base64 of either alphabet, padded or not; null when it is neither.</summary>
    private static byte[]? FromBase64(string text)
    {
        if (text.Length > 1024)
        {
            return null;
        }

        var normalised = text.Trim().Replace('+', '-').Replace('/', '_').TrimEnd('=');
        return Base64Url.IsValid(normalised) ? Base64Url.DecodeFromChars(normalised) : null;
    }
}
