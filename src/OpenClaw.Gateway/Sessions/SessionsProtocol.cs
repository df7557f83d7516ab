using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>To <see cref="SessionsActor"/>: what clients ask of sessions in general, and what sessions report.</summary>
public static class SessionsProtocol
{
    /// <summary>For one session. Those that only read or end something do not begin a session that nobody has spoken in.</summary>
    /// <param name="Key">Which session.</param>
    /// <param name="Message">One of <see cref="SessionProtocol"/>.</param>
    public sealed record ToSession(SessionKey Key, SessionProtocol.IRequest Message) : SessionProtocol.IRequest
    {
        /// <inheritdoc/>
        public ReplyTo ReplyTo => Message.ReplyTo;
    }

    /// <summary>Start a run, unless a run of this id is known: then the request is a repeat and is answered like the first one.</summary>
    public sealed record StartRun(SessionKey Key, RunId Run, RunSpec Spec, ReplyTo ReplyTo) : SessionProtocol.IRequest
    {
        /// <summary>See <see cref="SessionProtocol.StartRun.BeginsAnew"/>.</summary>
        public bool BeginsAnew { get; init; }
    }

    /// <summary>A chat's command that changes its conversation, unless a command or a run of this id is known. Answered to the sender with <see cref="Taken"/>, or refused.</summary>
    /// <param name="Key">The conversation.</param>
    /// <param name="Command">The id that its sender gave the command; the message names it, too.</param>
    /// <param name="Message">What it does.</param>
    public sealed record Once(SessionKey Key, RunId Command, SessionProtocol.IRequest Message) : SessionProtocol.IRequest
    {
        /// <inheritdoc/>
        public ReplyTo ReplyTo => Message.ReplyTo;
    }

    /// <summary>What becomes of a command; who sent it says <see cref="CommandOver"/> when it has heard the outcome.</summary>
    /// <param name="IsRepeat">It is known already, and nothing happens.</param>
    /// <param name="IsOver">Of a known one: whether it is over.</param>
    internal sealed record Taken(bool IsRepeat, bool IsOver) : Akka.Event.IDeadLetterSuppression;

    /// <summary>A command that was taken is over. One that was not carried out may come again.</summary>
    internal sealed record CommandOver(RunId Command, bool IsDone);

    /// <summary><c>sessions.create</c>.</summary>
    public sealed record Create(SessionKey Key, SessionPatch Changes, FirstRun? First, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>agent.wait</c>.</summary>
    public sealed record WaitForRun(RunId Run, TimeSpan Timeout, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.list</c>.</summary>
    public sealed record List(SessionsListParams Query, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.describe</c>.</summary>
    public sealed record Describe(SessionKey Key, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.explain</c>.</summary>
    public sealed record Explain(SessionKey Key, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.preview</c>.</summary>
    public sealed record Preview(IReadOnlyList<string> Keys, int Limit, int MaxChars, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.resolve</c>: by key, session id or label.</summary>
    public sealed record Resolve(SessionKey? Key, string? SessionId, string? Label, bool AllowMissing, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.subscribe</c> and <c>sessions.unsubscribe</c>.</summary>
    public sealed record WatchSessions(Caller Caller, bool On, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary><c>sessions.messages.subscribe</c> and <c>sessions.messages.unsubscribe</c>.</summary>
    public sealed record WatchMessages(Caller Caller, SessionKey Key, bool On, ReplyTo ReplyTo) : SessionProtocol.IRequest;

    /// <summary>A session changed.</summary>
    /// <param name="Summary">How it is now.</param>
    /// <param name="Reason">Why, as <c>sessions.changed</c> says it.</param>
    /// <param name="Run">The run that changed it.</param>
    /// <param name="Phase">Where that run stands.</param>
    internal sealed record Changed(SessionSummary Summary, string Reason, RunId? Run = null, string? Phase = null);

    /// <summary>Something was said in a session.</summary>
    internal sealed record MessageAppended(SessionKey Key, TranscriptMessage Message, long Seq);

    /// <summary>A session was deleted.</summary>
    internal sealed record Removed(SessionKey Key);

    /// <summary>A session's first run wants to start.</summary>
    internal sealed record LaneWanted(RunId Run, string Lane);

    /// <summary>A session that was asked for a summary wants a place in the lane of runs that people begin; answered by <see cref="SessionProtocol.PlaceGranted"/>.</summary>
    /// <param name="Key">The session.</param>
    /// <param name="Ticket">Names the wish; no run is called so.</param>
    internal sealed record PlaceWanted(SessionKey Key, RunId Ticket);

    /// <summary>A session gives such a place back, or wants it no more.</summary>
    internal sealed record PlaceLeft(RunId Ticket);

    /// <summary>A session does not take a run.</summary>
    internal sealed record RunRefused(RunId Run, ProtocolError Error);

    /// <summary>A run ended; its events have been published.</summary>
    internal sealed record RunEnded(RunId Run, RunReport Report, DateTimeOffset At);

    /// <summary>A run has ended whose outcome another session is to be told.</summary>
    internal sealed record AnswerDue(PendingAnswer Answer);

    /// <summary>A session has read itself back from the journal.</summary>
    /// <param name="Key">Which.</param>
    /// <param name="Runs">Its runs that go or wait.</param>
    internal sealed record Recovered(SessionKey Key, ImmutableArray<RunId> Runs);

    /// <summary>A session has had nothing to do for a while.</summary>
    internal sealed record Quiet(SessionKey Key);

    /// <summary>A session that was asked to retire got work meanwhile.</summary>
    internal sealed record Stays(SessionKey Key);

    /// <summary>A session's run, if it had one, is put aside durably.</summary>
    internal sealed record Suspended(SessionKey Key);

    /// <summary>Puts every run aside, then stops: the end of a gateway that is to be started again.</summary>
    internal sealed record Drain
    {
        /// <summary>The one instance.</summary>
        public static readonly Drain Instance = new();
    }

    /// <summary>An <c>agent.wait</c> waited long enough.</summary>
    internal sealed record WaitOver(long Waiter) : INotInfluenceReceiveTimeout;
}
