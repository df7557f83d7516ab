using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Names one agent run. It is the idempotency key of the request that began it, so a resent request names the same run.</summary>
public readonly record struct RunId
{
    /// <summary>Longest accepted id in characters; clients use UUIDs.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    private RunId(string value) => _value = value;

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses a client's idempotency key or run id: any text of 1 to <see cref="MaxLength"/> characters without control characters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        id = default;
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return false;
            }
        }

        id = new RunId(text);
        return true;
    }

    /// <summary>Parses text that is known to be valid.</summary>
    /// <exception cref="FormatException">The text is no run id.</exception>
    public static RunId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A run id is 1 to 256 characters without control characters.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
