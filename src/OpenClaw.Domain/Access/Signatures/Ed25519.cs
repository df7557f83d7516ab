using System.Security.Cryptography;

namespace OpenClaw.Domain.Access.Signatures;

/// <summary>Ed25519 signatures (RFC 8032, pure, without context): what a device proves its identity with.</summary>
/// <remarks>
/// The class library has no Ed25519. Signing is constant-time in the secret; verifying handles public values only and is not.
/// Verifying is strict: S below the group order, the key canonically encoded and not of small order, and R compared as bytes
/// (the equation without the cofactor), so that one message and key have no second valid signature made by a third party.
/// Thread-safe: no state but constants.
/// </remarks>
public static class Ed25519
{
    /// <summary>Bytes of a private seed.</summary>
    public const int SeedSize = 32;

    /// <summary>Bytes of an encoded public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes of a signature, R then S.</summary>
    public const int SignatureSize = 64;

    /// <summary>The public key of a private seed.</summary>
    /// <exception cref="ArgumentException">The seed is not <see cref="SeedSize"/> bytes.</exception>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        RequireLength(seed, SeedSize, nameof(seed));
        Span<byte> expanded = stackalloc byte[64];
        Expand(seed, expanded);
        var publicKey = new byte[PublicKeySize];
        EdwardsPoint.MultiplyBase(expanded[..32]).Encode(publicKey);
        CryptographicOperations.ZeroMemory(expanded);
        return publicKey;
    }

    /// <summary>Signs a message with a private seed.</summary>
    /// <returns>64 bytes.</returns>
    /// <exception cref="ArgumentException">The seed is not <see cref="SeedSize"/> bytes.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        RequireLength(seed, SeedSize, nameof(seed));
        Span<byte> expanded = stackalloc byte[64];
        Span<byte> publicKey = stackalloc byte[32];
        Span<byte> digest = stackalloc byte[64];
        Span<byte> r = stackalloc byte[32];
        Span<byte> k = stackalloc byte[32];
        var signature = new byte[SignatureSize];

        Expand(seed, expanded);
        EdwardsPoint.MultiplyBase(expanded[..32]).Encode(publicKey);

        Hash(digest, expanded[32..], default, message);
        Scalar.Reduce(digest, r);
        EdwardsPoint.MultiplyBase(r).Encode(signature);

        Hash(digest, signature.AsSpan(0, 32), publicKey, message);
        Scalar.Reduce(digest, k);
        Scalar.MultiplyAdd(k, expanded[..32], r, signature.AsSpan(32));

        CryptographicOperations.ZeroMemory(expanded);
        CryptographicOperations.ZeroMemory(r);
        return signature;
    }

    /// <summary>True when the signature is this key's over this message. Wrong lengths and undecodable keys are false, never an exception.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize
            || !Scalar.IsCanonical(signature[32..])
            || !EdwardsPoint.TryDecode(publicKey, out var key)
            || key.IsSmallOrder)
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[64];
        Span<byte> k = stackalloc byte[32];
        Span<byte> r = stackalloc byte[32];
        Hash(digest, signature[..32], publicKey, message);
        Scalar.Reduce(digest, k);
        EdwardsPoint.MultiplyAddBaseVartime(k, -key, signature[32..]).Encode(r);
        return r.SequenceEqual(signature[..32]);
    }

    /// <summary>True when these 32 bytes are a key that <see cref="Verify"/> would work with.</summary>
    public static bool IsUsablePublicKey(ReadOnlySpan<byte> publicKey) =>
        EdwardsPoint.TryDecode(publicKey, out var key) && !key.IsSmallOrder;

    /// <summary>SHA-512 of the seed: the clamped scalar, then the prefix that makes the nonce.</summary>
    private static void Expand(ReadOnlySpan<byte> seed, Span<byte> expanded)
    {
        SHA512.HashData(seed, expanded);
        expanded[0] &= 0b1111_1000;
        expanded[31] &= 0b0111_1111;
        expanded[31] |= 0b0100_0000;
    }

    private static void Hash(Span<byte> digest, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(message);
        hash.GetHashAndReset(digest);
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int length, string name)
    {
        if (bytes.Length != length)
        {
            throw new ArgumentException($"Expected {length} bytes, got {bytes.Length}.", name);
        }
    }
}
