using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>A command that a person is asked about. What is decided holds for exactly this and nothing else.</summary>
public sealed record ExecApprovalRequest
{
    /// <summary>The command as text.</summary>
    public required string Command { get; init; }

    /// <summary>What is executed, word by word, where it is known.</summary>
    public ImmutableArray<string>? Arguments { get; init; }

    /// <summary>Where.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>On which node; null for this machine.</summary>
    public string? NodeId { get; init; }

    /// <summary><c>gateway</c> or <c>node</c>.</summary>
    public string? Host { get; init; }

    /// <summary>The policy that led to the question, for people.</summary>
    public string? Security { get; init; }

    /// <summary>See <see cref="Security"/>.</summary>
    public string? Ask { get; init; }

    /// <summary>Whose agent asks.</summary>
    public string? AgentId { get; init; }

    /// <summary>In which conversation.</summary>
    public string? SessionKey { get; init; }

    /// <summary>The program behind the first word.</summary>
    public string? ResolvedPath { get; init; }

    /// <summary>What goes on the agent's list on <see cref="ApprovalDecision.AllowAlways"/>; when empty, that decision counts this once.</summary>
    public ImmutableArray<ExecAllowlistEntry> Remember { get; init; } = [];

    /// <summary>Whether another request is for the very same: command, words, place, agent, conversation and machine.</summary>
    public bool IsSameAs(ExecApprovalRequest other) =>
        Command == other.Command
        && (Arguments is { } mine ? other.Arguments is { } theirs && mine.SequenceEqual(theirs, StringComparer.Ordinal) : other.Arguments is null)
        && WorkingDirectory == other.WorkingDirectory
        && NodeId == other.NodeId
        && AgentId == other.AgentId
        && SessionKey == other.SessionKey;
}
