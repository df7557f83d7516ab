using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>One line of a preview.</summary>
public sealed record SessionPreviewLine(string Role, string Text);

/// <summary>What lists show of a session. Lists read these, never transcripts.</summary>
public sealed record SessionSummary
{
    /// <summary>Its key.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>Names the conversation.</summary>
    public required string SessionId { get; init; }

    /// <summary>Changes with each reset.</summary>
    public required string LifecycleRevision { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is set on it.</summary>
    public required SessionSettings Settings { get; init; }

    /// <summary>The model of the run in progress, else of the next one.</summary>
    public required ModelRef Model { get; init; }

    /// <summary>Tokens that the model reads at most.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>Tokens used since the last reset.</summary>
    public required ModelUsage Usage { get; init; }

    /// <summary>Runs that go or wait, the going one first.</summary>
    public required ImmutableArray<RunId> Runs { get; init; }

    /// <summary>When the run in progress began.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>The run that ended last.</summary>
    public LastRun? Last { get; init; }

    /// <summary>The beginning of the first question.</summary>
    public string? Title { get; init; }

    /// <summary>Messages in the transcript.</summary>
    public int MessageCount { get; init; }

    /// <summary>The last messages, shortened, oldest first.</summary>
    public ImmutableArray<SessionPreviewLine> Recent { get; init; } = [];
}
