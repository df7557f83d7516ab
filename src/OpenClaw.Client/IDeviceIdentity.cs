namespace OpenClaw.Client;

/// <summary>A device's key pair, for gateways that know clients by device rather than by shared secret alone.</summary>
public interface IDeviceIdentity
{
    /// <summary>Lower-case hexadecimal SHA-256 of the raw public key.</summary>
    string DeviceId { get; }

    /// <summary>The raw 32-byte Ed25519 public key, base64url without padding.</summary>
    string PublicKey { get; }

    /// <summary>Signs the UTF-8 bytes of <paramref name="text"/>; returns base64url without padding.</summary>
    string Sign(string text);
}
