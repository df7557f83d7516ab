using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>Where commands wait while events are replayed or persisted. Oldest first; apart from the actor's own stash.</summary>
internal sealed class InternalStash(ActorCell cell)
{
    private readonly LinkedList<Envelope> _waiting = new();
    private readonly int _capacity = cell.SystemImpl.Mailboxes.StashCapacity(cell.Props, cell.Dispatcher.Id);

    /// <exception cref="StashOverflowException">The stash capacity is reached.</exception>
    public void Stash()
    {
        var current = cell.CurrentEnvelope;
        if (_capacity > 0 && _waiting.Count >= _capacity) throw new StashOverflowException($"Couldn't enqueue message {current} to the internal stash of {cell.Self}");
        _waiting.AddLast(current);
    }

    /// <summary>The oldest goes to the front of the mailbox.</summary>
    public void Unstash()
    {
        if (_waiting.First is not { } oldest) return;
        _waiting.RemoveFirst();
        cell.EnqueueFirst(oldest.Value);
    }

    /// <summary>All go to the front of the mailbox, in order.</summary>
    public void UnstashAll()
    {
        while (_waiting.Last is { } newest)
        {
            _waiting.RemoveLast();
            cell.EnqueueFirst(newest.Value);
        }
    }

    /// <summary>These come before all that wait.</summary>
    public void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        for (var i = envelopes.Count - 1; i >= 0; i--) _waiting.AddFirst(envelopes[i]);
    }
}

/// <summary>
/// The stash that a persistent actor sees. What it unstashes waits its turn in the internal stash: a persist of the first may have to
/// hold the second.
/// </summary>
internal sealed class CommandStash(ActorStash own, InternalStash internalStash) : IStash
{
    public int Count => own.Count;

    public int Capacity => own.Capacity;

    public bool IsEmpty => own.IsEmpty;

    public bool NonEmpty => own.NonEmpty;

    public bool IsFull => own.IsFull;

    public void Stash() => own.Stash();

    public void Unstash()
    {
        if (own.TryTakeOldest(out var oldest)) internalStash.Prepend([oldest]);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate) => internalStash.Prepend([.. own.ClearStash().Where(predicate)]);

    public IEnumerable<Envelope> ClearStash() => own.ClearStash();

    public void Prepend(IEnumerable<Envelope> envelopes) => own.Prepend(envelopes);

    /// <summary>Gives everything back to the mailbox, for the next incarnation or for dead letters.</summary>
    public void ReturnToMailbox(Func<Envelope, bool> predicate) => own.UnstashAll(predicate);
}
