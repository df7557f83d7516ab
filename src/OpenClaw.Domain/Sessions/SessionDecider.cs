using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>Why a session refuses.</summary>
public enum SessionRefusal
{
    /// <summary>A run of this id already waits or goes.</summary>
    DuplicateRun,

    /// <summary>As many runs wait as may wait.</summary>
    QueueFull,

    /// <summary>Nothing of that id waits or goes here.</summary>
    NoSuchRun,

    /// <summary>Another run goes, or another one is first.</summary>
    NotNext,

    /// <summary>What is to be taken in belongs to another conversation than the one that is here.</summary>
    Conflict,
}

/// <summary>What is to happen: events, or a refusal and no events.</summary>
/// <param name="Events">In order.</param>
/// <param name="Refusal">Why nothing happens; null when it does.</param>
public readonly record struct SessionDecision(ImmutableArray<SessionEvent> Events, SessionRefusal? Refusal)
{
    /// <summary>These events.</summary>
    public static SessionDecision Of(params ReadOnlySpan<SessionEvent> events) => new([.. events], null);

    /// <summary>No events.</summary>
    public static SessionDecision Refuse(SessionRefusal refusal) => new([], refusal);
}

/// <summary>Decides what happens to a session: one run at a time, the others wait in the order in which they came.</summary>
public static partial class SessionDecider
{
    /// <summary>What a model is told of a call that a restart cut off.</summary>
    public const string InterruptedCall = "The call was interrupted by a restart of the gateway; its outcome is unknown.";

    /// <summary>What stands for the result of a call whose run ended first.</summary>
    public const string CancelledCall = "The call was cancelled because the run ended.";

    /// <summary>A run asks to be accepted. It starts later, when it is first and nothing goes.</summary>
    /// <param name="state">The session; empty when this is its first word.</param>
    /// <param name="key">Its key.</param>
    /// <param name="newSessionId">Names the session if it is created now.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="spec">What it is asked to do.</param>
    /// <param name="maxWaiting">Runs that may wait, besides the one that goes.</param>
    /// <param name="at">Now.</param>
    /// <param name="queue">Whether there may be fewer; null when only <paramref name="maxWaiting"/> counts.</param>
    public static SessionDecision Accept(
        SessionState state, SessionKey key, string newSessionId, RunId run, RunSpec spec, int maxWaiting, DateTimeOffset at, QueueLimits? queue = null)
    {
        if (state.HasRun(run))
        {
            return SessionDecision.Refuse(SessionRefusal.DuplicateRun);
        }

        var most = queue is { Drop: QueueDrop.New } && spec.Queue != QueueMode.Interrupt ? Math.Min(queue.Cap, maxWaiting) : maxWaiting;
        if (state.Waiting.Count + (state.Active is null ? 0 : 1) > most)
        {
            return SessionDecision.Refuse(SessionRefusal.QueueFull);
        }

        return SessionDecision.Of([.. Creation(state, key, newSessionId, at), new SessionEvent.RunAccepted(at, run, spec)]);
    }

    /// <summary>The first waiting run begins: what the user said becomes part of the transcript. Those behind it that are to be collected with it join it.</summary>
    /// <param name="state">The session.</param>
    /// <param name="run">The run.</param>
    /// <param name="messageId">Names what its user said; those of runs that join it are named after it.</param>
    /// <param name="cap">Collected inputs that are told whole, the newest ones.</param>
    /// <param name="at">Now.</param>
    public static SessionDecision Start(SessionState state, RunId run, string messageId, int cap, DateTimeOffset at)
    {
        if (state.Active is not null || state.Waiting.IsEmpty || state.Waiting[0].Run != run)
        {
            return SessionDecision.Refuse(state.HasRun(run) ? SessionRefusal.NotNext : SessionRefusal.NoSuchRun);
        }

        var first = state.Waiting[0].Spec;
        var joining = first.Queue != QueueMode.Collect ? [] : state.Waiting.Skip(1).TakeWhile(waiting => IsCollectedWith(first, waiting.Spec)).ToImmutableArray();
        return SessionDecision.Of(
        [
            new SessionEvent.RunStarted(at, run, messageId),
            .. joining.Select((waiting, i) => new SessionEvent.RunJoined(at, waiting.Run, run, $"{messageId}-{i + 1}", IsShortened: joining.Length - i > cap)),
        ]);
    }

    /// <summary>
    /// The run in progress, whose actor was lost, goes on. A tool call without a recorded result is not made again, unless it may be: its outcome is
    /// unknown, and the model is told so.
    /// </summary>
    /// <param name="state">The session, with a run in progress.</param>
    /// <param name="isRepeatable">Whether a call of this tool may be made twice.</param>
    /// <param name="newId">Makes ids of messages.</param>
    /// <param name="at">Now.</param>
    public static SessionDecision Resume(SessionState state, Func<string, bool> isRepeatable, Func<string> newId, DateTimeOffset at) =>
        state.Active is not { } active
            ? SessionDecision.Refuse(SessionRefusal.NoSuchRun)
            : SessionDecision.Of(
            [
                new SessionEvent.RunResumed(at, active.Run),
                .. OpenCalls(state, active.Run).Where(call => !isRepeatable(call.Name)).Select(call => Unanswered(active.Run, call, InterruptedCall, newId(), at)),
            ]);

    /// <summary>The gateway stops in good order: the run in progress goes on after its next start.</summary>
    public static SessionDecision Suspend(SessionState state, DateTimeOffset at) =>
        state.Active is { } active ? SessionDecision.Of(new SessionEvent.RunSuspended(at, active.Run)) : SessionDecision.Of();

    /// <summary>How long after the gateway's start the run in progress, which was cut off, goes on; null when it was so often that it is taken for the reason.</summary>
    public static TimeSpan? PauseBeforeResume(SessionState state, ResumePolicy policy) => policy.PauseAfter(state.Active?.Resumes ?? 0);

    /// <summary>
    /// A model asked for tools, or a tool answered; only the run in progress can say anything. With the last result come the inputs that are to steer the
    /// run, in their order, before the model is asked again.
    /// </summary>
    public static SessionDecision Append(SessionState state, TranscriptMessage message, DateTimeOffset at)
    {
        if (state.Active is not { } active || message.Run != active.Run)
        {
            return SessionDecision.Refuse(SessionRefusal.NoSuchRun);
        }

        var appended = new SessionEvent.MessageAppended(at, message);
        return message is TranscriptMessage.ToolResult && OpenCalls(state.Apply(appended), active.Run).IsEmpty
            ? SessionDecision.Of(
            [
                appended,
                .. state.Waiting.TakeWhile(static waiting => waiting.Spec.Queue is QueueMode.Steer or QueueMode.SteerBacklog)
                    .Select((waiting, i) => new SessionEvent.RunJoined(at, waiting.Run, active.Run, $"{message.Id}-{i + 1}", IsShortened: false)),
            ])
            : SessionDecision.Of(appended);
    }

    /// <summary>The tool calls of a run's last answer that have no result yet, in order.</summary>
    public static ImmutableArray<MessageContent.ToolCall> OpenCalls(SessionState state, RunId run)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (var i = state.Transcript.Count - 1; i >= 0 && !(state.Transcript[i] is TranscriptMessage.User said && said.Run == run); i--)
        {
            switch (state.Transcript[i])
            {
                case TranscriptMessage.ToolResult result when result.Run == run:
                    answered.Add(result.ToolCallId);
                    break;
                case TranscriptMessage.Assistant answer when answer.Run == run:
                    return [.. answer.Content.OfType<MessageContent.ToolCall>().Where(call => !answered.Contains(call.Id))];
            }
        }

        return [];
    }

    /// <summary>
    /// A run ends, whether it goes or waits. What was answered so far stays in the transcript; so does what the user said when the run never began.
    /// A run that has ended before is refused, so that an end never counts twice.
    /// </summary>
    public static SessionDecision End(SessionState state, RunId run, RunReport report, string messageId, DateTimeOffset at)
    {
        var ended = new SessionEvent.RunEnded(at, run, report.Outcome, report.Usage, report.Model);
        if (state.Active?.Run == run)
        {
            var answer = Answer(run, report, messageId, at);
            return SessionDecision.Of(
            [
                .. OpenCalls(state, run).Select((call, i) => Unanswered(run, call, CancelledCall, $"{messageId}-{i + 1}", at)),
                .. answer is null ? ImmutableArray<SessionEvent>.Empty : [new SessionEvent.MessageAppended(at, answer)],
                .. state.Active.Joined.Select(joined => new SessionEvent.RunEnded(at, joined.Run, report.Outcome, ModelUsage.None, report.Model)),
                ended,
            ]);
        }

        return state.Waiting.Find(waiting => waiting.Run == run) is { } waiting
            ? SessionDecision.Of(Said(waiting, messageId, at), ended)
            : SessionDecision.Refuse(SessionRefusal.NoSuchRun);
    }

    /// <summary>The runs that an abort means: the one of that id, or all of them, the one that goes last so that no other starts in between.</summary>
    public static ImmutableArray<RunId> ToAbort(SessionState state, RunId? run)
    {
        if (run is { } one)
        {
            // Runs that are answered together end together.
            return state.IsJoined(one) ? [state.Active!.Run] : state.HasRun(one) ? [one] : [];
        }

        var waiting = state.Waiting.Select(static waiting => waiting.Run).Reverse();
        return state.Active is null ? [.. waiting] : [.. waiting, state.Active.Run];
    }

    /// <summary>The gateway, or an operator, writes into the transcript in the assistant's place. A message of that id is written once.</summary>
    public static SessionDecision Inject(SessionState state, SessionKey key, string newSessionId, string text, string messageId, DateTimeOffset at) =>
        state.Transcript.Exists(message => message.Id == messageId)
            ? SessionDecision.Of()
            : SessionDecision.Of(
            [
                .. Creation(state, key, newSessionId, at),
                new SessionEvent.MessageAppended(at, new TranscriptMessage.Assistant(
                    messageId, at, null, [new MessageContent.Text(text)], "", TranscriptMessage.Assistant.Injected, ModelUsage.None, StopReason.Stop)),
            ]);

    /// <summary>Settings change; the same settings change nothing.</summary>
    public static SessionDecision Patch(SessionState state, SessionKey key, string newSessionId, SessionSettings settings, DateTimeOffset at) =>
        state.Exists && state.Settings == settings
            ? SessionDecision.Of()
            : SessionDecision.Of([.. Creation(state, key, newSessionId, at), new SessionEvent.Patched(at, settings)]);

    /// <summary>Everything is forgotten. No run may go; runs that wait were accepted after the wish and begin a new session.</summary>
    public static SessionDecision Delete(SessionState state, SessionKey key, string newSessionId, DateTimeOffset at)
    {
        if (state.Active is not null)
        {
            return SessionDecision.Refuse(SessionRefusal.NotNext);
        }

        if (!state.Exists)
        {
            return SessionDecision.Of();
        }

        return SessionDecision.Of(
        [
            new SessionEvent.Deleted(at),
            .. state.Waiting.IsEmpty ? ImmutableArray<SessionEvent>.Empty : Creation(SessionState.Empty, key, newSessionId, at),
            .. state.Waiting.Select(static waiting => new SessionEvent.RunAccepted(waiting.AcceptedAt, waiting.Run, waiting.Spec)),
        ]);
    }

    /// <summary>The conversation begins anew. No run may go; runs that wait were accepted after the wish and belong to what comes.</summary>
    public static SessionDecision Reset(SessionState state, SessionKey key, string newSessionId, string newRevision, DateTimeOffset at) =>
        state.Active is not null
            ? SessionDecision.Refuse(SessionRefusal.NotNext)
            : SessionDecision.Of([.. Creation(state, key, newSessionId, at), new SessionEvent.Reset(at, newRevision)]);

    // One answer needs one model, one lane and one set of instructions.
    private static bool IsCollectedWith(RunSpec first, RunSpec other) =>
        other.Queue == QueueMode.Collect && first.ClientTools.IsEmpty && other.ClientTools.IsEmpty
        && (other.Lane, other.Model, other.ExtraSystemPrompt, other.Thinking) == (first.Lane, first.Model, first.ExtraSystemPrompt, first.Thinking);

    private static ImmutableArray<SessionEvent> Creation(SessionState state, SessionKey key, string newSessionId, DateTimeOffset at) =>
        state.Exists ? [] : [new SessionEvent.Created(at, key, newSessionId)];

    private static SessionEvent.MessageAppended Unanswered(RunId run, MessageContent.ToolCall call, string why, string messageId, DateTimeOffset at) =>
        new(at, new TranscriptMessage.ToolResult(messageId, at, run, call.Id, call.Name, [new MessageContent.Text(why)], IsError: true));

    private static SessionEvent.MessageAppended Said(SessionRun run, string messageId, DateTimeOffset at) =>
        new(at, new TranscriptMessage.User(messageId, run.AcceptedAt, run.Run, run.Spec.Input));

    private static TranscriptMessage.Assistant? Answer(RunId run, RunReport report, string messageId, DateTimeOffset at)
    {
        var content = ImmutableArray.CreateBuilder<MessageContent>(2);
        if (report.Thinking.Length > 0)
        {
            content.Add(new MessageContent.Thinking(report.Thinking));
        }

        if (report.LastText.Length > 0)
        {
            content.Add(new MessageContent.Text(report.LastText));
        }

        content.AddRange(report.LastPictures);

        // An abort before the first word leaves no trace but the question; an answer that was nothing but calls for the client is there already.
        if (content.Count == 0 && (report.Outcome is RunOutcome.Aborted || !report.ClientCalls.IsEmpty))
        {
            return null;
        }

        return new TranscriptMessage.Assistant(
            messageId,
            at,
            run,
            content.DrainToImmutable(),
            report.Api,
            report.Model ?? TranscriptMessage.Assistant.Injected,
            report.LastUsage ?? report.Usage,
            report.Outcome switch
            {
                RunOutcome.Completed completed => completed.Reason,
                RunOutcome.Aborted => StopReason.Aborted,
                _ => StopReason.Error,
            })
        {
            ErrorMessage = report.Outcome.ErrorMessage,
            ResponseId = report.ResponseId,
        };
    }
}
