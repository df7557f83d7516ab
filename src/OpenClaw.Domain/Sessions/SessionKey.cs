using System.Diagnostics.CodeAnalysis;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>What a session key's shape says about the conversation.</summary>
public enum SessionKind
{
    /// <summary>One person, or an operator.</summary>
    Direct,

    /// <summary>A group or channel with several people.</summary>
    Group,

    /// <summary>The one session that is shared by every agent.</summary>
    Global,

    /// <summary>Not to be told from the key.</summary>
    Unknown,
}

/// <summary>Names one conversation: <c>agent:&lt;agentId&gt;:&lt;rest&gt;</c>, or <c>global</c> or <c>unknown</c>. Always canonical: lower case, aliases resolved.</summary>
/// <remarks>Shapes: <c>agent:main:main</c>, <c>agent:id:channel:group:gid</c>, <c>...:channel:cid</c>, <c>...:thread:t</c>, <c>...:topic:n</c>; <c>cron:jobId</c> and <c>hook:uuid</c> stand under their agent.</remarks>
public readonly record struct SessionKey
{
    /// <summary>Longest accepted key in characters.</summary>
    public const int MaxLength = 512;

    private const string AgentPrefix = "agent:";
    private const string MainRest = "main";

    private readonly string? _value;

    private SessionKey(string value) => _value = value;

    /// <summary>The session that is shared by every agent.</summary>
    public static SessionKey Global { get; } = new("global");

    /// <summary>The canonical text.</summary>
    public string Value => _value ?? "unknown";

    /// <summary>The agent that owns the session; <c>main</c> for <c>global</c> and <c>unknown</c>.</summary>
    public AgentId Agent => Split(out var agent, out _) && AgentId.TryParse(agent, out var id) ? id : AgentId.Main;

    /// <summary>What stands behind the agent, for example <c>main</c> or <c>telegram:group:-100</c>.</summary>
    public string Rest => Split(out _, out var rest) ? rest : Value;

    /// <summary>Whether this is its agent's main session, which cannot be deleted.</summary>
    public bool IsMain => Rest == MainRest;

    /// <summary>What the shape says about the conversation.</summary>
    public SessionKind Kind => Value switch
    {
        "global" => SessionKind.Global,
        "unknown" => SessionKind.Unknown,
        _ when Rest.Contains(":group:", StringComparison.Ordinal) || Rest.Contains(":channel:", StringComparison.Ordinal) => SessionKind.Group,
        _ => SessionKind.Direct,
    };

    /// <summary>The main session of an agent.</summary>
    public static SessionKey MainOf(AgentId agent) => new($"{AgentPrefix}{agent.Value}:{MainRest}");

    /// <summary>Parses what a client sends. <c>main</c> is the default agent's main session; a key without <c>agent:</c> belongs to the default agent.</summary>
    /// <param name="text">The client's text, 1 to <see cref="MaxLength"/> characters without white space or control characters.</param>
    /// <param name="defaultAgent">Whose session a short key names.</param>
    /// <param name="key">The canonical key.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, AgentId defaultAgent, out SessionKey key)
    {
        key = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        var lower = text.ToLowerInvariant();
        if (lower is "global" or "unknown")
        {
            key = new SessionKey(lower);
            return true;
        }

        if (!lower.StartsWith(AgentPrefix, StringComparison.Ordinal))
        {
            // The canonical form has to be a key, too: it is what the journal keeps and reads back.
            lower = $"{AgentPrefix}{defaultAgent.Value}:{lower}";
            if (lower.Length > MaxLength)
            {
                return false;
            }
        }

        var candidate = new SessionKey(lower);
        if (!candidate.Split(out var agent, out var rest) || !AgentId.TryParse(agent, out _) || rest.Length == 0)
        {
            return false;
        }

        key = candidate;
        return true;
    }

    /// <summary>Parses text that is known to be valid, short keys as the agent <c>main</c>'s.</summary>
    /// <exception cref="FormatException">The text is no session key.</exception>
    public static SessionKey Parse(string text) =>
        TryParse(text, AgentId.Main, out var key) ? key : throw new FormatException($"'{text}' is no session key (agent:<agentId>:<rest>).");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private bool Split(out string agent, out string rest)
    {
        agent = rest = "";
        var value = Value;
        if (!value.StartsWith(AgentPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var colon = value.IndexOf(':', AgentPrefix.Length);
        if (colon < 0)
        {
            return false;
        }

        agent = value[AgentPrefix.Length..colon];
        rest = value[(colon + 1)..];
        return true;
    }
}
