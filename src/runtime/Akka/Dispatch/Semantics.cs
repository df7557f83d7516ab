using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>The actor type asks for a mailbox whose queue implements <typeparamref name="T"/>.</summary>
public interface IRequiresMessageQueue<T> where T : ISemantics;

/// <summary>The mailbox type creates queues that implement <typeparamref name="TQueue"/>.</summary>
public interface IProducesMessageQueue<TQueue> where TQueue : MessageQueues.IMessageQueue;

/// <summary>A property of a message queue.</summary>
public interface ISemantics;

/// <summary>Several threads may write.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A full queue makes the writer wait for at most <see cref="PushTimeOut"/>, then the message is a dead letter.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    TimeSpan PushTimeOut { get; }
}

/// <summary>The reader may put messages back in front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Envelope envelope);
}

public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;
