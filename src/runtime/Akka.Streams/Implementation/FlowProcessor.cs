using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The two ends of a running flow as one object.</summary>
internal sealed class FlowProcessor<TIn, TOut>(ISubscriber<TIn> subscriber, IPublisher<TOut> publisher) : IProcessor<TIn, TOut>
{
    public void OnSubscribe(ISubscription subscription) => subscriber.OnSubscribe(subscription);

    public void OnNext(TIn element) => subscriber.OnNext(element);

    public void OnError(Exception cause) => subscriber.OnError(cause);

    public void OnComplete() => subscriber.OnComplete();

    public void Subscribe(ISubscriber<TOut> other) => publisher.Subscribe(other);
}
