using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A bounded queue whose reader may put messages back in front. Messages in front do not count against the bound.</summary>
public class BoundedDequeMessageQueue : IMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    private readonly BoundedMessageQueue _queue;
    private Stack<Envelope>? _front;
    private volatile int _frontCount;

    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) => _queue = new BoundedMessageQueue(boundedCapacity, pushTimeOut);

    public TimeSpan PushTimeOut => _queue.PushTimeOut;
    public bool HasMessages => _frontCount != 0 || _queue.HasMessages;
    public int Count => _frontCount + _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);

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
