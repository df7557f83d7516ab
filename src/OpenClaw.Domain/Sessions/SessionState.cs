using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>A run that waits or goes in a session.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Spec">What it is asked to do.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="StartedAt">When it began; null while it waits.</param>
/// <param name="Lives">How often its actor was lost and begun anew.</param>
/// <param name="Resumes">How often that happened since the run last got anywhere.</param>
public sealed record SessionRun(RunId Run, RunSpec Spec, DateTimeOffset AcceptedAt, DateTimeOffset? StartedAt, int Lives = 0, int Resumes = 0)
{
    /// <summary>Runs that it answers along with its own, in the order in which they were accepted.</summary>
    public ImmutableList<SessionRun> Joined { get; init; } = [];
}

/// <summary>The last run that ended in a session.</summary>
public sealed record LastRun(RunId Run, RunOutcome Outcome, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, ModelRef? Model, ModelUsage Usage);

/// <summary>One conversation: a fold of its events. Immutable.</summary>
/// <remarks>Only <see cref="Apply"/> changes it; the setters are for reading a snapshot back.</remarks>
public sealed record SessionState
{
    private const int ShortenedChars = 160;

    /// <summary>A session of which nothing is known yet.</summary>
    public static SessionState Empty { get; } = new();

    /// <summary>Its key.</summary>
    public SessionKey Key { get; init; }

    /// <summary>Names this conversation; null before the first event.</summary>
    public string? SessionId { get; init; }

    /// <summary>Changes with each reset.</summary>
    public string? LifecycleRevision { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last happened in it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When messages from elsewhere were last taken in; null when none were. Their own times are older.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>From when on it grows old: somebody who takes a conversation over wants to go on with it.</summary>
    public DateTimeOffset FreshSince => ImportedAt > UpdatedAt ? ImportedAt.Value : UpdatedAt;

    /// <summary>What was said, oldest first. A message's number is its position, from 1.</summary>
    public ImmutableList<TranscriptMessage> Transcript { get; init; } = [];

    /// <summary>The run in progress: at most one.</summary>
    public SessionRun? Active { get; init; }

    /// <summary>Runs that wait, in the order in which they were accepted.</summary>
    public ImmutableList<SessionRun> Waiting { get; init; } = [];

    /// <summary>The run that ended last.</summary>
    public LastRun? Last { get; init; }

    /// <summary>Tokens used since the last reset.</summary>
    public ModelUsage Usage { get; init; } = ModelUsage.None;

    /// <summary>What is set on it.</summary>
    public SessionSettings Settings { get; init; } = SessionSettings.None;

    /// <summary>What models are told instead of the older part of the transcript; null while they are told all of it.</summary>
    public SessionCompaction? Compaction { get; init; }

    /// <summary>How often it was compacted since the last reset.</summary>
    public int Compactions { get; init; }

    /// <summary>Whether anything happened in it.</summary>
    public bool Exists => SessionId is not null;

    /// <summary>Whether a run waits or goes under this id.</summary>
    public bool HasRun(RunId run) => Active?.Run == run || IsJoined(run) || Waiting.Exists(waiting => waiting.Run == run);

    /// <summary>Whether a run is answered along with the one in progress.</summary>
    public bool IsJoined(RunId run) => Active is { } active && active.Joined.Exists(joined => joined.Run == run);

    /// <summary>Every run that has not ended: the going one, those that joined it, those that wait.</summary>
    public ImmutableArray<RunId> UnendedRuns() =>
    [
        .. Active is null ? [] : ImmutableArray.Create(Active.Run),
        .. Active is null ? [] : Active.Joined.Select(static run => run.Run),
        .. Waiting.Select(static run => run.Run),
    ];

    /// <summary>The state after an event.</summary>
    public SessionState Apply(SessionEvent @event)
    {
        var next = @event switch
        {
            SessionEvent.Created created => new SessionState
            {
                Key = created.Key, SessionId = created.SessionId, LifecycleRevision = created.SessionId, CreatedAt = created.At,
            },
            SessionEvent.RunAccepted accepted => this with { Waiting = Waiting.Add(new SessionRun(accepted.Run, accepted.Spec, accepted.At, null)) },
            SessionEvent.RunStarted started => Start(started),
            SessionEvent.RunJoined joined => Join(joined),
            SessionEvent.RunResumed => this with { Active = Active is null ? null : Active with { Lives = Active.Lives + 1, Resumes = Active.Resumes + 1 } },
            // One less, because the resumption that follows counts one.
            SessionEvent.RunSuspended => this with { Active = Active is null ? null : Active with { Resumes = -1 } },
            SessionEvent.MessageAppended appended => Append(appended.Message),
            SessionEvent.RunEnded ended => End(ended),
            SessionEvent.Patched patched => this with { Settings = patched.Settings },
            SessionEvent.Reset reset => this with
            {
                LifecycleRevision = reset.LifecycleRevision, Transcript = [], Usage = ModelUsage.None, Last = null, Compaction = null, Compactions = 0,
            },
            SessionEvent.Compacted compacted => this with
            {
                Compaction = new SessionCompaction(compacted.At, compacted.Summary, compacted.Messages),
                Compactions = Compactions + 1,
                Usage = Usage.Plus(compacted.Usage),
            },
            SessionEvent.Imported imported => this with { Transcript = Transcript.AddRange(imported.Messages), ImportedAt = imported.At },
            SessionEvent.Deleted => Empty,
            _ => this,
        };
        return next with { UpdatedAt = @event is SessionEvent.Imported { LastActivity: var activity } ? activity : @event.At };
    }

    private SessionState Start(SessionEvent.RunStarted started)
    {
        var first = Waiting[0];
        return this with
        {
            Waiting = Waiting.RemoveAt(0),
            Active = first with { StartedAt = started.At },
            Transcript = Transcript.Add(new TranscriptMessage.User(started.MessageId, first.AcceptedAt, first.Run, first.Spec.Input)),
        };
    }

    private SessionState Join(SessionEvent.RunJoined joined)
    {
        var run = Waiting.Find(waiting => waiting.Run == joined.Run)!;
        ImmutableArray<MessageContent> said = joined.IsShortened ? [new MessageContent.Text(ShortText.Of(run.Spec.InputText.ReplaceLineEndings(" "), ShortenedChars))] : run.Spec.Input;
        return this with
        {
            Waiting = Waiting.Remove(run),
            Active = Active! with { Joined = Active.Joined.Add(run with { StartedAt = joined.At }) },
            Transcript = Transcript.Add(new TranscriptMessage.User(joined.MessageId, run.AcceptedAt, run.Run, said)),
        };
    }

    // A run that gets somewhere is not what brings the gateway down.
    private SessionState Append(TranscriptMessage message) => this with
    {
        Transcript = Transcript.Add(message),
        Active = Active is { Resumes: not 0 } && message.Run == Active.Run ? Active with { Resumes = 0 } : Active,
    };

    private SessionState End(SessionEvent.RunEnded ended)
    {
        var startedAt = Active?.Run == ended.Run ? Active.StartedAt : null;
        return this with
        {
            Active = Active?.Run == ended.Run ? null
                : IsJoined(ended.Run) ? Active! with { Joined = Active.Joined.RemoveAll(joined => joined.Run == ended.Run) }
                : Active,
            Waiting = Waiting.RemoveAll(waiting => waiting.Run == ended.Run),
            Usage = Usage.Plus(ended.Usage),
            Last = new LastRun(ended.Run, ended.Outcome, startedAt, ended.At, ended.Model, ended.Usage),
        };
    }
}
