namespace Akka.Actor;

/// <summary>The words of a finite state machine that do not depend on its types.</summary>
public abstract class FSMBase : ActorBase
{
    /// <summary>Sent to a new subscriber at once.</summary>
    public sealed record CurrentState<TS>(IActorRef FsmRef, TS State);

    /// <summary>Sent to subscribers after a transition.</summary>
    public sealed record Transition<TS>(IActorRef FsmRef, TS From, TS To);

    /// <summary>Asks for transitions.</summary>
    public sealed record SubscribeTransitionCallBack(IActorRef ActorRef);

    /// <summary>Asks for no more transitions.</summary>
    public sealed record UnsubscribeTransitionCallBack(IActorRef ActorRef);

    /// <summary>Why a state machine stops.</summary>
    public abstract class Reason;

    /// <summary>It called Stop.</summary>
    public sealed class Normal : Reason
    {
        public static readonly Normal Instance = new();
        private Normal() { }
    }

    /// <summary>Its actor was stopped from outside.</summary>
    public sealed class Shutdown : Reason
    {
        public static readonly Shutdown Instance = new();
        private Shutdown() { }
    }

    /// <summary>It stopped because of an error.</summary>
    public sealed class Failure : Reason
    {
        public Failure(object cause) => Cause = cause;
        public object Cause { get; }
        public override string ToString() => $"Failure({Cause})";
    }

    /// <summary>The event of a state that lasted as long as it may.</summary>
    public sealed class StateTimeout
    {
        public static readonly StateTimeout Instance = new();
        private StateTimeout() { }
        public override string ToString() => "StateTimeout";
    }

    /// <summary>Given to the termination handler.</summary>
    public sealed record StopEvent<TS, TD>(Reason Reason, TS TerminatedState, TD StateData);

    /// <summary>A message with the data of the state in which it came.</summary>
    public sealed record Event<TD>(object FsmEvent, TD StateData);

    /// <summary>One step that a state machine took.</summary>
    public sealed record LogEntry<TS, TD>(TS StateName, TD StateData, object FsmEvent);

    /// <summary>What an event leads to: the next state with its data, time-out, replies, or the end.</summary>
    public sealed class State<TS, TD> : IEquatable<State<TS, TD>>
    {
        public State(TS stateName, TD stateData, TimeSpan? timeout = null, Reason? stopReason = null, IReadOnlyList<object>? replies = null, bool notifies = true)
        {
            StateName = stateName;
            StateData = stateData;
            Timeout = timeout;
            StopReason = stopReason;
            Replies = replies ?? [];
            Notifies = notifies;
        }

        public TS StateName { get; }
        public TD StateData { get; }
        public TimeSpan? Timeout { get; }
        public Reason? StopReason { get; }
        public IReadOnlyList<object> Replies { get; }
        internal bool Notifies { get; }

        /// <summary>The state lasts at most this long; TimeSpan.MaxValue cancels the time-out of <c>When</c>.</summary>
        public State<TS, TD> ForMax(TimeSpan timeout) => new(StateName, StateData, timeout, StopReason, Replies, Notifies);

        /// <summary>Answers the sender of the event.</summary>
        public State<TS, TD> Replying(object replyValue) => new(StateName, StateData, Timeout, StopReason, [.. Replies, replyValue], Notifies);

        /// <summary>The next state has these data.</summary>
        public State<TS, TD> Using(TD nextStateData) => new(StateName, nextStateData, Timeout, StopReason, Replies, Notifies);

        internal State<TS, TD> WithStopReason(Reason reason) => new(StateName, StateData, Timeout, reason, Replies, Notifies);
        internal State<TS, TD> WithNotification(bool notifies) => new(StateName, StateData, Timeout, StopReason, Replies, notifies);

        public bool Equals(State<TS, TD>? other) =>
            other is not null && EqualityComparer<TS>.Default.Equals(StateName, other.StateName) && EqualityComparer<TD>.Default.Equals(StateData, other.StateData)
            && Timeout == other.Timeout && Equals(StopReason, other.StopReason) && Replies.SequenceEqual(other.Replies);

        public override bool Equals(object? obj) => Equals(obj as State<TS, TD>);
        public override int GetHashCode() => HashCode.Combine(StateName, StateData, Timeout);
        public override string ToString() => $"{StateName}, {StateData}";
    }
}
