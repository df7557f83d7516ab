using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Sessions;

/// <summary>To one session's actor, by way of <see cref="SessionsActor"/>. Whoever asked is answered directly.</summary>
public static class SessionProtocol
{
    /// <summary>A request of a client: whoever cannot hand it on answers it.</summary>
    public interface IRequest : IMethodRequest;

    /// <summary>Accept a run: answers the client <c>accepted</c> or <c>started</c>, or refuses.</summary>
    public sealed record StartRun(RunId Run, RunSpec Spec, ReplyTo ReplyTo) : IRequest
    {
        /// <summary>Whether it brings a <see cref="PendingAnswer"/>, which is then no longer pending.</summary>
        public bool IsAnswer { get; init; }

        /// <summary>Whether the conversation begins anew with it: runs are aborted first, and the reset and the run become durable together.</summary>
        public bool BeginsAnew { get; init; }
    }

    /// <summary>A place in the run's lane is free.</summary>
    public sealed record LaneGranted(RunId Run);

    /// <summary>A summary may be written: there is a place for its model calls.</summary>
    public sealed record PlaceGranted(RunId Ticket);

    /// <summary>How do you do? Answered to the sender with a <see cref="Condition"/>, behind all that came before.</summary>
    internal sealed record GetCondition
    {
        /// <summary>The one instance.</summary>
        public static readonly GetCondition Instance = new();
    }

    /// <summary>What only the session knows of why its runs wait.</summary>
    /// <param name="CompactingSince">When a summary was begun for which runs wait; null when none is written.</param>
    /// <param name="ResumesAt">When a run that was cut off again and again goes on; null when none pauses.</param>
    /// <param name="Resumes">How often that run was cut off since it last got anywhere.</param>
    internal sealed record Condition(DateTimeOffset? CompactingSince, DateTimeOffset? ResumesAt, int Resumes);

    /// <summary>The gateway stops: put the run in progress aside; answered to the parent with <see cref="SessionsProtocol.Suspended"/>.</summary>
    internal sealed record Suspend
    {
        /// <summary>The one instance.</summary>
        public static readonly Suspend Instance = new();
    }

    /// <summary>Stop, if there is still nothing to do; else say <see cref="SessionsProtocol.Stays"/>.</summary>
    internal sealed record Retire : Akka.Event.IDeadLetterSuppression
    {
        /// <summary>The one instance.</summary>
        public static readonly Retire Instance = new();
    }

    /// <summary>End one run or all of them.</summary>
    /// <param name="Run">Which; null for all.</param>
    /// <param name="Reason">See <see cref="RunOutcome.Aborted"/>.</param>
    /// <param name="ReplyTo">Who is told what was ended.</param>
    /// <param name="StopWordOf">When a word in the chat asked for it: the id that its sender gave the word.</param>
    public sealed record AbortRuns(RunId? Run, string Reason, ReplyTo ReplyTo, RunId? StopWordOf = null) : IRequest
    {
        /// <summary>Whether the answer is that of <c>sessions.abort</c>, and not of <c>chat.abort</c>.</summary>
        public bool IsOfSession { get; init; }
    }

    /// <summary>Read the transcript.</summary>
    public sealed record GetHistory(HistoryQuery Query, ReplyTo ReplyTo) : IRequest;

    /// <summary>Write into the transcript in the assistant's place, unless a message of this id stands there.</summary>
    public sealed record Inject(string MessageId, string Text, ReplyTo ReplyTo) : IRequest;

    /// <summary>Change settings.</summary>
    public sealed record Patch(SessionPatch Changes, ReplyTo ReplyTo) : IRequest
    {
        /// <summary>The chat's command that asks for it, remembered together with what it does; null when a method asks.</summary>
        public RunId? Command { get; init; }
    }

    /// <summary>Make the session, if it is not there, and say something in it.</summary>
    /// <param name="Changes">What is set on it.</param>
    /// <param name="First">A run to accept with it; null for none.</param>
    /// <param name="ReplyTo">Who asked; of a refused run the parent tells it.</param>
    public sealed record Create(SessionPatch Changes, FirstRun? First, ReplyTo ReplyTo) : IRequest;

    /// <summary>Let a summary stand for the older part, once no run goes.</summary>
    /// <param name="Keep">Messages that stay, when the rest is to be left out without a summary; null for a summary.</param>
    /// <param name="Instructions">What the summary is to look after; null for nothing particular.</param>
    /// <param name="ReplyTo">Who asked.</param>
    public sealed record Compact(int? Keep, string? Instructions, ReplyTo ReplyTo) : IRequest
    {
        /// <inheritdoc cref="Patch.Command"/>
        public RunId? Command { get; init; }
    }

    /// <summary>Take in a conversation that was held elsewhere.</summary>
    /// <param name="Conversation">The conversation.</param>
    /// <param name="Skipped">Messages of it that could not be read; told in the answer.</param>
    /// <param name="ReplyTo">Who asked.</param>
    public sealed record Import(SessionImport Conversation, int Skipped, ReplyTo ReplyTo) : IRequest;

    /// <summary>Read the transcript whole, from the beginning.</summary>
    /// <param name="Offset">Oldest messages to leave out.</param>
    /// <param name="Limit">Messages at most.</param>
    /// <param name="ReplyTo">Who asked.</param>
    public sealed record Export(int Offset, int Limit, ReplyTo ReplyTo) : IRequest;

    /// <summary>Begin anew; runs are aborted first.</summary>
    public sealed record Reset(ReplyTo ReplyTo) : IRequest
    {
        /// <inheritdoc cref="Patch.Command"/>
        public RunId? Command { get; init; }
    }

    /// <summary>Forget everything; runs are aborted first.</summary>
    public sealed record Delete(ReplyTo ReplyTo) : IRequest;
}

/// <summary>The first run of a session.</summary>
public sealed record FirstRun(RunId Run, RunSpec Spec);

/// <summary>A change of one setting: absent, cleared (null) or set.</summary>
/// <param name="IsGiven">Whether the setting changes at all.</param>
/// <param name="Value">Its new value; null clears it.</param>
public readonly record struct SettingChange(bool IsGiven, string? Value)
{
    /// <summary>The setting after the change.</summary>
    public string? Or(string? current) => IsGiven ? Value : current;
}

/// <summary>Changes of a session's settings.</summary>
public sealed record SessionPatch(
    SettingChange Label, SettingChange Model, SettingChange ThinkingLevel, SettingChange VerboseLevel, SettingChange ReasoningLevel, SettingChange SendPolicy)
{
    /// <summary>The settings after the changes.</summary>
    public SessionSettings Apply(SessionSettings settings) => settings with
    {
        Label = Label.Or(settings.Label),
        Model = Model.Or(settings.Model),
        ThinkingLevel = ThinkingLevel.Or(settings.ThinkingLevel),
        VerboseLevel = VerboseLevel.Or(settings.VerboseLevel),
        ReasoningLevel = ReasoningLevel.Or(settings.ReasoningLevel),
        SendPolicy = SendPolicy.Or(settings.SendPolicy),
    };
}

/// <summary>Which part of a transcript is wanted, and in which frame.</summary>
/// <param name="Shape">Which method asks.</param>
/// <param name="Limit">Messages at most, the newest ones.</param>
/// <param name="Offset">Newest messages to leave out.</param>
/// <param name="MaxChars">Longest text that is shown whole.</param>
/// <param name="MaxBytes">Largest answer.</param>
public sealed record HistoryQuery(HistoryShape Shape, int Limit, long Offset, int MaxChars, long MaxBytes);

/// <summary>Which method asks for a transcript.</summary>
public enum HistoryShape
{
    /// <summary><c>chat.history</c> and <c>chat.startup</c>.</summary>
    Chat,

    /// <summary><c>sessions.get</c>.</summary>
    Messages,
}
