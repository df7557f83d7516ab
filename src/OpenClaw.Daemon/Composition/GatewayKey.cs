using System.Security.Cryptography;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Writing;
using OpenClaw.Daemon.Process;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Daemon.Composition;

/// <summary>The gateway's own key pair, from which its identity and the tokens of its devices derive.</summary>
/// <remarks>
/// Kept in <c>identity/gateway.key</c> of the state directory (0600): two lines of hex, the Ed25519 seed and the public key.
/// The public key could be computed, and is stored to keep the curve's arithmetic out of every start.
/// </remarks>
internal sealed class GatewayKey
{
    private GatewayKey(byte[] seed, DeviceKey identity)
    {
        Identity = identity;
        // A key of its own for the mint: the seed signs, and nothing else is made of it directly.
        Tokens = new DeviceTokenMint(HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, DeviceTokenMint.KeySize, info: "openclaw device tokens"u8.ToArray()));
    }

    /// <summary>The public key.</summary>
    public DeviceKey Identity { get; }

    /// <summary>Derives device tokens.</summary>
    public DeviceTokenMint Tokens { get; }

    /// <summary>Reads the key, or makes it on the first start.</summary>
    /// <exception cref="InvalidDataException">The file holds no key; it is not replaced, for that would lock out every paired device.</exception>
    public static GatewayKey ReadOrCreate(StatePaths paths)
    {
        var file = Path.Combine(paths.StateDirectory, "identity", "gateway.key");
        if (File.Exists(file))
        {
            var lines = File.ReadAllLines(file);
            if (lines.Length >= 2 && TryParse(lines[0], out var seed) && TryParse(lines[1], out var publicKey))
            {
                return new GatewayKey(seed, DeviceKey.FromRaw(publicKey));
            }

            throw new InvalidDataException($"{file} is damaged. Restore it, or delete it to start with a new identity (paired devices must pair again).");
        }

        var newSeed = RandomNumberGenerator.GetBytes(32);
        var newPublicKey = Ed25519.PublicKeyOf(newSeed);
        PrivateFolder.Create(Path.GetDirectoryName(file)!);
        PrivateFiles.Replace(file, $"{Convert.ToHexStringLower(newSeed)}\n{Convert.ToHexStringLower(newPublicKey)}\n");
        return new GatewayKey(newSeed, DeviceKey.FromRaw(newPublicKey));
    }

    private static bool TryParse(string hex, out byte[] bytes)
    {
        bytes = new byte[32];
        return Convert.FromHexString(hex.AsSpan().Trim(), bytes, out var read, out var written) == System.Buffers.OperationStatus.Done
            && written == 32 && read == hex.AsSpan().Trim().Length;
    }
}
