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

    /// <summary>The oldest waiting run began: what its user said becomes part of the transcript.</summary>
    /// <param name="At">When.</param>
    /// <param name="Run">Which run.</param>
    /// <param name="MessageId">Names what the user said.</param>
    public sealed record RunStarted(DateTimeOffset At, RunId Run, string MessageId) : SessionEvent(At);

    /// <summary>A waiting run becomes part of the one in progress: its input is said there, and it ends with it.</summary>
    /// <param name="At">When.</param>
    /// <param name="Run">Which run.</param>
    /// <param name="Into">The run in progress.</param>
    /// <param name="MessageId">Names what its user said.</param>
    /// <param name="IsShortened">Whether the model sees one line of it.</param>
    public sealed record RunJoined(DateTimeOffset At, RunId Run, RunId Into, string MessageId, bool IsShortened) : SessionEvent(At);

    /// <summary>The run in progress, whose actor was lost, goes on.</summary>
    public sealed record RunResumed(DateTimeOffset At, RunId Run) : SessionEvent(At);

    /// <summary>The run in progress was put aside in good order, because the gateway stops: its next resumption is no sign of a fault.</summary>
    public sealed record RunSuspended(DateTimeOffset At, RunId Run) : SessionEvent(At);

    /// <summary>Something was said.</summary>
    public sealed record MessageAppended(DateTimeOffset At, TranscriptMessage Message) : SessionEvent(At);

    /// <summary>A run ended.</summary>
    public sealed record RunEnded(DateTimeOffset At, RunId Run, RunOutcome Outcome, ModelUsage Usage, ModelRef? Model) : SessionEvent(At);

    /// <summary>Its settings changed.</summary>
    public sealed record Patched(DateTimeOffset At, SessionSettings Settings) : SessionEvent(At);

    /// <summary>The conversation began anew under the same key.</summary>
    public sealed record Reset(DateTimeOffset At, string LifecycleRevision) : SessionEvent(At);

    /// <summary>The older part of the conversation is from here on told to models as a summary. The transcript keeps what was said.</summary>
    /// <param name="At">When.</param>
    /// <param name="Summary">What stands for it; empty when nothing does.</param>
    /// <param name="Messages">Messages that it stands for, from the first one of the transcript.</param>
    /// <param name="Model">The model that wrote it; null when none was asked.</param>
    /// <param name="Usage">Tokens that it took.</param>
    public sealed record Compacted(DateTimeOffset At, string Summary, int Messages, ModelRef? Model, ModelUsage Usage) : SessionEvent(At);

    /// <summary>Messages of a conversation that was held elsewhere became part of this one.</summary>
    /// <param name="At">When they were taken in.</param>
    /// <param name="LastActivity">When something last happened there; what lists show.</param>
    /// <param name="Messages">Oldest first, under the ids that they had there.</param>
    public sealed record Imported(DateTimeOffset At, DateTimeOffset LastActivity, ImmutableArray<TranscriptMessage> Messages) : SessionEvent(At);

    /// <summary>Everything was forgotten; what follows begins a new session under the same key.</summary>
    public sealed record Deleted(DateTimeOffset At) : SessionEvent(At);
}
