using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace OpenClaw.Gateway.Observability;

/// <summary>The mailbox of every actor of the gateway: unbounded, with access to the front, and known to <see cref="Mailboxes"/>. Named in HOCON.</summary>
public sealed class MeteredMailbox : MailboxType, IProducesMessageQueue<MeteredQueue>
{
    /// <summary>Made by the runtime.</summary>
    public MeteredMailbox(Settings settings, Akka.Configuration.Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system)
    {
        var queue = new MeteredQueue(owner?.Path);
        Mailboxes.Add(queue);
        return queue;
    }
}

/// <summary>A queue that counts what was taken out. The cost is one increment a message, on the reader's side alone.</summary>
public sealed class MeteredQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics, ILoggerMessageQueueSemantics
{
    private readonly UnboundedDequeMessageQueue _inner = new();
    private readonly ActorPath? _owner;
    private long _taken;
    private long _markedPosition;
    private long _markedAt;

    internal MeteredQueue(ActorPath? owner) => _owner = owner;

    /// <summary>The class of its owner. Found when somebody looks: most actors have gone before anybody does.</summary>
    internal string ActorClass => field ??= Observability.ActorClass.Of(_owner);

    /// <inheritdoc/>
    public bool HasMessages => _inner.HasMessages;

    /// <inheritdoc/>
    public int Count => _inner.Count;

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope) => _inner.Enqueue(receiver, envelope);

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope)
    {
        Volatile.Write(ref _taken, _taken - 1);
        _inner.EnqueueFirst(envelope);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (!_inner.TryDequeue(out envelope))
        {
            return false;
        }

        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        Mailboxes.Remove(this);
        _inner.CleanUp(owner, deadletters);
    }

    /// <summary>Looks at the queue. What was in it at an earlier look and has not been taken since is at least as old as that look.</summary>
    /// <param name="now">A time in ms that only grows; one looker at a time.</param>
    /// <returns>Messages that wait, and the least age of the oldest in ms.</returns>
    internal (int Depth, long OldestMs) Look(long now)
    {
        var taken = Volatile.Read(ref _taken);
        var depth = _inner.HasMessages ? _inner.Count : 0;
        if (depth == 0)
        {
            _markedPosition = 0;
            return (0, 0);
        }

        if (_markedPosition <= taken)
        {
            // Nothing that was seen before is left: from here on the youngest that is here now is watched.
            _markedPosition = taken + depth;
            _markedAt = now;
        }

        return (depth, now - _markedAt);
    }
}
