using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue of limited size: a writer waits for room, then its message becomes a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly Queue<Envelope> _queue = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _room;
    private volatile int _count;

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(boundedCapacity);
        PushTimeOut = pushTimeOut;
        _room = new SemaphoreSlim(boundedCapacity, boundedCapacity);
    }

    public TimeSpan PushTimeOut { get; }
    public bool HasMessages => _count != 0;
    public int Count => _count;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var admitted = PushTimeOut >= TimeSpan.Zero ? _room.Wait(PushTimeOut) : WaitForRoom();
        if (!admitted)
        {
            ((IInternalActorRef)receiver).Provider.DeadLetters.Tell(new Akka.Event.DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
            return;
        }

        lock (_lock)
        {
            _queue.Enqueue(envelope);
            _count = _queue.Count;
        }
    }

    private bool WaitForRoom()
    {
        _room.Wait();
        return true;
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
        {
            if (!_queue.TryDequeue(out envelope)) return false;
            _count = _queue.Count;
        }
        _room.Release();
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
