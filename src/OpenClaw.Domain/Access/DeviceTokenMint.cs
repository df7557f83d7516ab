using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Domain.Access;

/// <summary>Derives device tokens from one key of the gateway: HMAC-SHA256 over device, role and generation, base64url.</summary>
/// <remarks>
/// The same token can be given out again on every connect although nothing stores it: the journal holds generations only. A rotation is
/// the next generation; the old token then matches nothing. Losing the key invalidates every token, and devices fall back to the shared secret.
/// </remarks>
public sealed class DeviceTokenMint
{
    /// <summary>Bytes of the key.</summary>
    public const int KeySize = 32;

    private readonly byte[] _key;

    /// <summary>A mint with this key.</summary>
    /// <param name="key"><see cref="KeySize"/> random bytes.</param>
    public DeviceTokenMint(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
        {
            throw new ArgumentException($"Expected {KeySize} bytes, got {key.Length}.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>The token of one generation.</summary>
    public string Derive(string deviceId, Role role, int generation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"device-token|{deviceId}|{role.ToWire()}|{generation}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "(redacted)";
}
