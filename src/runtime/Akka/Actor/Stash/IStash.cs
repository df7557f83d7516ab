using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Sets messages aside until the actor can handle them. Used only by the actor itself.</summary>
public interface IStash
{
    /// <summary>Sets the current message aside.</summary>
    /// <exception cref="IllegalActorStateException">This message is already stashed.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest stashed message in front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all stashed messages in front of the mailbox, oldest first.</summary>
    void UnstashAll();

    /// <summary>As <see cref="UnstashAll()"/> for those that match; the others are discarded.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what was in it.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of those stashed; duplicates are left out.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);

    int Count { get; }
    /// <summary>-1 = no limit.</summary>
    int Capacity { get; }
    bool IsEmpty { get; }
    bool NonEmpty { get; }
    bool IsFull { get; }
}

/// <summary>An actor with a stash; the runtime sets the property.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash on whichever deque mailbox is configured.</summary>
public interface IWithStash : IActorStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash on an unbounded deque mailbox.</summary>
public interface IWithUnboundedStash : IActorStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>A stash on a bounded deque mailbox.</summary>
public interface IWithBoundedStash : IActorStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;

/// <summary>A stash that asks for no particular mailbox: the user provides a deque-based one.</summary>
public interface IWithUnrestrictedStash : IActorStash;
