using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

// What becomes of a conversation as a whole: begun, taken over from elsewhere, begun anew, summarised.
public static partial class SessionDecider
{
    /// <summary>A session is made before anybody speaks in it; one that is there already only takes the settings.</summary>
    public static SessionDecision Create(SessionState state, SessionKey key, string newSessionId, SessionSettings settings, DateTimeOffset at) =>
        SessionDecision.Of(
        [
            .. Creation(state, key, newSessionId, at),
            .. state.Settings == settings ? ImmutableArray<SessionEvent>.Empty : [new SessionEvent.Patched(at, settings)],
        ]);

    /// <summary>A run is accepted into a conversation that has grown old: it begins anew with this run.</summary>
    /// <remarks>Takes <see cref="Accept"/>'s arguments. A session in which a run waits or goes is in use, and only accepts.</remarks>
    public static SessionDecision AcceptAnew(
        SessionState state, SessionKey key, string newId, RunId run, RunSpec spec, int maxWaiting, DateTimeOffset at, QueueLimits? queue = null)
    {
        if (state.Active is not null || !state.Waiting.IsEmpty || state.Transcript.IsEmpty)
        {
            return Accept(state, key, newId, run, spec, maxWaiting, at, queue);
        }

        return ResetAndAccept(state, key, newId, run, spec, maxWaiting, at, queue);
    }

    /// <summary>The conversation begins anew with a run: both or neither. No run may go; runs that wait were accepted after the wish and come first.</summary>
    /// <param name="state">The session; empty when this is its first word.</param>
    /// <param name="key">Its key.</param>
    /// <param name="newId">Names the conversation that begins.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="spec">What it is asked to do.</param>
    /// <param name="maxWaiting">See <see cref="Accept"/>.</param>
    /// <param name="at">Now.</param>
    /// <param name="queue">See <see cref="Accept"/>.</param>
    public static SessionDecision ResetAndAccept(
        SessionState state, SessionKey key, string newId, RunId run, RunSpec spec, int maxWaiting, DateTimeOffset at, QueueLimits? queue = null)
    {
        var reset = Reset(state, key, newId, newId, at);
        if (reset.Refusal is not null)
        {
            return reset;
        }

        var accepted = Accept(reset.Events.Aggregate(state, static (folded, happened) => folded.Apply(happened)), key, newId, run, spec, maxWaiting, at, queue);
        return accepted.Refusal is null ? SessionDecision.Of([.. reset.Events, .. accepted.Events]) : accepted;
    }

    /// <summary>A summary stands for the older part of the conversation from here on.</summary>
    /// <param name="state">The session; no run goes in it.</param>
    /// <param name="plan">What the summary was made of.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="model">Who wrote it.</param>
    /// <param name="usage">What it took.</param>
    /// <param name="at">Now.</param>
    public static SessionDecision Compact(SessionState state, CompactionPlan plan, string summary, ModelRef? model, ModelUsage usage, DateTimeOffset at) =>
        state.Active is not null || state.LifecycleRevision != plan.LifecycleRevision || state.Transcript.Count < plan.Upto
            ? SessionDecision.Refuse(SessionRefusal.NotNext)
            : SessionDecision.Of(new SessionEvent.Compacted(at, summary, plan.Upto, model, usage));

    /// <summary>
    /// Messages of a conversation that was held elsewhere are taken in, those that are here already left out: taking the same in again changes nothing. A session that has gone a
    /// way of its own is refused as <see cref="SessionRefusal.Conflict"/>: nothing is mixed.
    /// </summary>
    /// <param name="state">The session; empty, or what was taken in before.</param>
    /// <param name="key">Its key.</param>
    /// <param name="import">What to take in.</param>
    /// <param name="at">Now.</param>
    public static SessionDecision Import(SessionState state, SessionKey key, SessionImport import, DateTimeOffset at)
    {
        var known = state.Transcript.Select(static message => message.Id).ToHashSet(StringComparer.Ordinal);
        var news = import.Messages.Where(message => known.Add(message.Id)).ToImmutableArray();
        var summarised = Summarised(state, import, news);
        if (news.IsEmpty && state.Exists && (summarised is null || !IsAsTakenIn(state, import)))
        {
            return SessionDecision.Of();
        }

        if (state.Exists && !IsAsTakenIn(state, import))
        {
            return SessionDecision.Refuse(SessionRefusal.Conflict);
        }

        return SessionDecision.Of(
        [
            .. Creation(state, key, import.SessionId, import.CreatedAt),
            .. state.Exists || import.Settings == SessionSettings.None ? ImmutableArray<SessionEvent>.Empty : [new SessionEvent.Patched(at, import.Settings)],
            .. summarised is { } messages ? [new SessionEvent.Compacted(at, import.Summary!.Text, messages, null, ModelUsage.None)] : ImmutableArray<SessionEvent>.Empty,
            // The last one, because it says when the conversation was last used.
            new SessionEvent.Imported(at, import.LastActivity, news),
        ]);
    }

    private static bool IsAsTakenIn(SessionState state, SessionImport import) =>
        state.SessionId == import.SessionId && state.Active is null && state.Waiting.IsEmpty && state.Last is null;

    /// <summary>Messages that a summary from elsewhere stands for; null when there is none, or a later one is here.</summary>
    private static int? Summarised(SessionState state, SessionImport import, ImmutableArray<TranscriptMessage> news)
    {
        if (import.Summary is not { } summary)
        {
            return null;
        }

        var transcript = state.Transcript.AddRange(news);
        var kept = transcript.FindIndex(message => message.Id == summary.FirstKept);
        if (kept < 0)
        {
            kept = summary.Before == 0 ? state.Transcript.Count : transcript.FindIndex(message => message.Id == import.Messages[summary.Before - 1].Id) + 1;
        }

        return kept > (state.Compaction?.Messages ?? 0) ? kept : null;
    }
}
