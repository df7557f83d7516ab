using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Domain.Access;

/// <summary>SHA-256 of a secret. Holding and comparing digests means that neither length nor content leaks through time or logs.</summary>
public sealed class SecretDigest : IEquatable<SecretDigest>
{
    private readonly byte[] _hash;

    private SecretDigest(byte[] hash) => _hash = hash;

    /// <summary>The digest of a non-empty secret; null for an absent or empty one, which can match nothing.</summary>
    public static SecretDigest? Of(string? secret) =>
        string.IsNullOrEmpty(secret) ? null : new SecretDigest(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in constant time.</summary>
    public bool Matches(SecretDigest? other) => other is not null && CryptographicOperations.FixedTimeEquals(_hash, other._hash);

    /// <inheritdoc/>
    public bool Equals(SecretDigest? other) => Matches(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Matches(obj as SecretDigest);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_hash);

    /// <summary>Never the secret and never the digest.</summary>
    public override string ToString() => "(redacted)";
}
