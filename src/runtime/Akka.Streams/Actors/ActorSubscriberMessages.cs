using Akka.Actor;
using Akka.Event;
using Reactive.Streams;

namespace Akka.Streams.Actors;

/// <summary>What a stream tells an <see cref="ActorSubscriber"/>.</summary>
public interface IActorSubscriberMessage : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>The stream has begun.</summary>
public sealed class OnSubscribe(ISubscription subscription) : IActorSubscriberMessage
{
    /// <summary>Through which elements are demanded.</summary>
    public ISubscription Subscription { get; } = subscription;
}

/// <summary>An element.</summary>
public sealed class OnNext(object element) : IActorSubscriberMessage
{
    /// <summary>The element.</summary>
    public object Element { get; } = element;
}

/// <summary>The stream failed.</summary>
public sealed class OnError(Exception cause) : IActorSubscriberMessage
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;
}

/// <summary>The stream completed.</summary>
public sealed class OnComplete : IActorSubscriberMessage
{
    /// <summary>The one instance.</summary>
    public static readonly OnComplete Instance = new();

    private OnComplete() { }
}
