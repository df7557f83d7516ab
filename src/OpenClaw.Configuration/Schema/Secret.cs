using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Configuration.Schema;

/// <summary>A token, password or key. Prints itself redacted wherever it ends up; only <see cref="Reveal"/> gives the text.</summary>
[DebuggerDisplay("[redacted]")]
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _value;

    /// <summary>Wraps a non-empty secret.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Wraps a text, or gives null for one that is null, empty or blank.</summary>
    public static Secret? From(string? value) => string.IsNullOrWhiteSpace(value) ? null : new Secret(value.Trim());

    /// <summary>The text itself, for handing to the one who needs it. Never log the result.</summary>
    public string Reveal() => _value;

    /// <summary>Compares in a time that tells neither the length nor the first difference.</summary>
    public bool Matches(string? candidate)
    {
        // Digests have equal lengths, so the comparison below cannot leak the secret's length.
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(_value), expected);
        SHA256.HashData(Encoding.UTF8.GetBytes(candidate ?? ""), actual);
        return CryptographicOperations.FixedTimeEquals(expected, actual) && candidate is not null;
    }

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && Matches(other._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for all secrets, so that a hash in a log tells nothing.</summary>
    public override int GetHashCode() => 0;

    /// <inheritdoc />
    public override string ToString() => "[redacted]";
}
