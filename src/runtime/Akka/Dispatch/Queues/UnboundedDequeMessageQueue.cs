using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>An unbounded queue whose reader may put messages back in front, as unstashing does.</summary>
public class UnboundedDequeMessageQueue : IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _queue = new();
    private Stack<Envelope>? _front;   // reader only; volatile count below for others
    private volatile int _frontCount;

    public bool HasMessages => _frontCount != 0 || _queue.HasMessages;
    public int Count => _frontCount + _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);

    /// <summary>Called by the actor that owns the queue while it processes a message.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        (_front ??= new Stack<Envelope>()).Push(envelope);
        _frontCount = _front.Count;
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_frontCount == 0) return _queue.TryDequeue(out envelope);
        envelope = _front!.Pop();
        _frontCount = _front.Count;
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
