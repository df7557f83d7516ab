using static Akka.Actor.FSMBase;

namespace Akka.Persistence.Fsm;

public static partial class PersistentFSM
{
    /// <summary>What an event leads to: the next state with its data, time-out, replies, and what is stored; or the end. Immutable.</summary>
    public sealed class State<TS, TD, TE>
    {
        internal State(
            TS stateName, TD stateData, TimeSpan? timeout = null, Reason? stopReason = null, IReadOnlyList<object>? replies = null,
            IReadOnlyList<TE>? domainEvents = null, Action<TD>? afterTransition = null, bool notifies = true)
        {
            (StateName, StateData, Timeout, StopReason, Notifies) = (stateName, stateData, timeout, stopReason, notifies);
            (Replies, DomainEvents, AfterTransition) = (replies ?? [], domainEvents ?? [], afterTransition);
        }

        /// <summary>The state.</summary>
        public TS StateName { get; }

        /// <summary>The data.</summary>
        public TD StateData { get; }

        /// <summary>The longest the state lasts.</summary>
        public TimeSpan? Timeout { get; }

        /// <summary>Why the machine ends; null when it goes on.</summary>
        public Reason? StopReason { get; }

        /// <summary>Answers to the sender of the event.</summary>
        public IReadOnlyList<object> Replies { get; }

        /// <summary>What is stored first, and then applied to the data.</summary>
        public IReadOnlyList<TE> DomainEvents { get; }

        internal Action<TD>? AfterTransition { get; }

        internal bool Notifies { get; }

        /// <summary>The state lasts at most this long.</summary>
        public State<TS, TD, TE> ForMax(TimeSpan timeout) => new(StateName, StateData, timeout, StopReason, Replies, DomainEvents, AfterTransition, Notifies);

        /// <summary>Answers the sender of the event.</summary>
        public State<TS, TD, TE> Replying(object replyValue) =>
            new(StateName, StateData, Timeout, StopReason, [.. Replies, replyValue], DomainEvents, AfterTransition, Notifies);

        /// <summary>Stores events and applies them to the data.</summary>
        public State<TS, TD, TE> Applying(params TE[] events) =>
            new(StateName, StateData, Timeout, StopReason, Replies, [.. DomainEvents, .. events], AfterTransition, Notifies);

        /// <summary>Calls back with the new data once the transition is made; not while recovering.</summary>
        public State<TS, TD, TE> AndThen(Action<TD> handler) => new(StateName, StateData, Timeout, StopReason, Replies, DomainEvents, handler, Notifies);

        internal State<TS, TD, TE> Using(TD data) => new(StateName, data, Timeout, StopReason, Replies, DomainEvents, AfterTransition, Notifies);

        internal State<TS, TD, TE> WithStopReason(Reason reason) => new(StateName, StateData, Timeout, reason, Replies, DomainEvents, AfterTransition, Notifies);

        internal State<TS, TD, TE> WithNotification(bool notifies) => new(StateName, StateData, Timeout, StopReason, Replies, DomainEvents, AfterTransition, notifies);
    }
}
