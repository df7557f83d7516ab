using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Hands out the message with the smallest priority first; equal priorities keep their order.</summary>
public class UnboundedPriorityMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, (int Priority, long Order)> _queue = new();
    private readonly Stack<Envelope> _front = new();
    private readonly Func<object, int> _priority;
    private readonly Lock _lock = new();
    private long _order;

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priority = priorityGenerator;
        _queue.EnsureCapacity(initialCapacity);
    }

    public bool HasMessages => Count != 0;

    public int Count
    {
        get { lock (_lock) return _queue.Count + _front.Count; }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var priority = _priority(envelope.Message);
        lock (_lock) _queue.Enqueue(envelope, (priority, _order++));
    }

    public void EnqueueFirst(Envelope envelope)
    {
        lock (_lock) _front.Push(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock) return _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
