using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>What happened to a session. Its state is a fold of these, live and after a restart alike.</summary>
public abstract record SessionEvent(DateTimeOffset At)
{
    /// <summary>The first word was said in it.</summary>
    public sealed record Created(DateTimeOffset At, SessionKey Key, string SessionId) : SessionEvent(At);

    /// <summary>A run was accepted: from here on it ends with exactly one <see cref="RunEnded"/>.</summary>
    public sealed record RunAccepted(DateTimeOffset At, RunId Run, RunSpec Spec) : SessionEvent(At);

    /// <summary>The oldest waiting run began.</summary>
    public sealed record RunStarted(DateTimeOffset At, RunId Run) : SessionEvent(At);

    /// <summary>Something was said.</summary>
    public sealed record MessageAppended(DateTimeOffset At, TranscriptMessage Message) : SessionEvent(At);

    /// <summary>A run ended.</summary>
    public sealed record RunEnded(DateTimeOffset At, RunId Run, RunOutcome Outcome, ModelUsage Usage, ModelRef? Model) : SessionEvent(At);

    /// <summary>Its settings changed.</summary>
    public sealed record Patched(DateTimeOffset At, SessionSettings Settings) : SessionEvent(At);

    /// <summary>The conversation began anew under the same key.</summary>
    public sealed record Reset(DateTimeOffset At, string LifecycleRevision) : SessionEvent(At);
}

/// <summary>What can be set on a session; null where the agent's own setting applies.</summary>
public sealed record SessionSettings
{
    /// <summary>Nothing set.</summary>
    public static SessionSettings None { get; } = new();

    /// <summary>A name for people.</summary>
    public string? Label { get; init; }

    /// <summary>The model, as <c>provider/model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>How much the model thinks.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>How much of its work is shown.</summary>
    public string? VerboseLevel { get; init; }

    /// <summary>Whether reasoning is shown.</summary>
    public string? ReasoningLevel { get; init; }

    /// <summary>Whether answers may be sent to channels: <c>allow</c> or <c>deny</c>.</summary>
    public string? SendPolicy { get; init; }
}
