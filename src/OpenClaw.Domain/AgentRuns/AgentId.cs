using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Names one configured agent (<c>agents.list[].id</c>): lower case letters, digits, <c>-</c> and <c>_</c>, at most 64.</summary>
public readonly record struct AgentId
{
    private const int MaxLength = 64;

    private readonly string? _value;

    private AgentId(string value) => _value = value;

    /// <summary>The agent that exists when nothing is configured.</summary>
    public static AgentId Main { get; } = new("main");

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "main";

    /// <summary>Parses an id; upper case letters are lowered, as session keys are compared without case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AgentId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        id = new AgentId(text.ToLowerInvariant());
        return true;
    }

    /// <summary>Parses text that is known to be valid.</summary>
    /// <exception cref="FormatException">The text is no agent id.</exception>
    public static AgentId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no agent id (letters, digits, '-' and '_', at most 64).");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
