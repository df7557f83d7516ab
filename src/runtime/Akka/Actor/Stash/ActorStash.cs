using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>Creates the stash of an actor.</summary>
internal static class StashFactory
{
    public static IStash Create(ActorCell cell) =>
        new ActorStash(cell, cell.SystemImpl.Mailboxes.StashCapacity(cell.Props, cell.Dispatcher.Id));
}

/// <summary>The stash of one incarnation: a list whose front is the oldest message.</summary>
internal sealed class ActorStash : IStash
{
    private readonly ActorCell _cell;
    private LinkedList<Envelope>? _stashed;

    public ActorStash(ActorCell cell, int capacity)
    {
        _cell = cell;
        Capacity = capacity <= 0 ? -1 : capacity;
        if (cell.Mailbox?.MessageQueue is { } queue and not IDequeBasedMessageQueueSemantics)
            throw new NotSupportedException($"DequeBasedMailbox required, got: {queue.GetType()}. An (unbounded) deque-based mailbox can be configured as follows:\n    my-custom-mailbox {{\n        mailbox-type = \"{typeof(UnboundedDequeBasedMailbox)}\"\n    }}\n");
    }

    public int Capacity { get; }
    public int Count => _stashed?.Count ?? 0;
    public bool IsEmpty => Count == 0;
    public bool NonEmpty => Count != 0;
    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public void Stash()
    {
        if (!_cell.HasCurrentMessage) throw new IllegalActorStateException("There is no message to stash.");
        var current = _cell.CurrentEnvelope;
        // Equal messages may well come one after the other; it is the delivery that cannot be stashed twice.
        if (_cell.IsCurrentStashed) throw new IllegalActorStateException($"Can't stash the same message {current.Message} more than once");
        if (IsFull) throw new StashOverflowException($"Couldn't enqueue message {current} to stash of {_cell.Self}");
        (_stashed ??= new LinkedList<Envelope>()).AddLast(current);
        _cell.IsCurrentStashed = true;
    }

    /// <summary>Takes the oldest without handing it to the mailbox; false when there is none.</summary>
    internal bool TryTakeOldest(out Envelope envelope)
    {
        envelope = _stashed is { First: { } oldest } ? oldest.Value : default;
        if (_stashed is not { Count: > 0 } stashed) return false;
        stashed.RemoveFirst();
        return true;
    }

    public void Unstash()
    {
        if (_stashed is not { First: { } oldest }) return;
        _stashed.RemoveFirst();
        _cell.EnqueueFirst(oldest.Value);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        if (_stashed is not { Count: > 0 } stashed) return;
        _stashed = null;
        for (var node = stashed.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value)) _cell.EnqueueFirst(node.Value);
        }
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var stashed = _stashed;
        _stashed = null;
        return stashed ?? Enumerable.Empty<Envelope>();
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        var stashed = _stashed ??= new LinkedList<Envelope>();
        foreach (var envelope in envelopes.Distinct().Reverse())
        {
            if (!stashed.Contains(envelope)) stashed.AddFirst(envelope);
        }
    }
}
