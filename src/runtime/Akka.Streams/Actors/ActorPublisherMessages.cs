using Akka.Actor;
using Akka.Event;
using Reactive.Streams;

namespace Akka.Streams.Actors;

/// <summary>What a stream tells an <see cref="ActorPublisher{T}"/>.</summary>
public interface IActorPublisherMessage : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>Somebody subscribes.</summary>
public sealed class Subscribe<T>(ISubscriber<T> subscriber) : IActorPublisherMessage
{
    /// <summary>Who.</summary>
    public ISubscriber<T> Subscriber { get; } = subscriber;
}

/// <summary>The subscriber wants more elements; <see cref="ActorPublisher{T}.TotalDemand"/> counts them already when the actor sees this.</summary>
public sealed class Request(long count) : IActorPublisherMessage
{
    /// <summary>How many more.</summary>
    public long Count { get; } = count;

    /// <summary>Whether the demand was counted: a request that was stashed is not counted twice.</summary>
    public bool IsProcessed { get; private set; }

    /// <summary>From now on it counts for nothing.</summary>
    public void MarkProcessed() => IsProcessed = true;
}

/// <summary>The subscriber wants nothing more. Usually the actor stops itself.</summary>
public sealed class Cancel : IActorPublisherMessage
{
    /// <summary>The one instance.</summary>
    public static readonly Cancel Instance = new();

    private Cancel() { }
}

/// <summary>Nobody subscribed within <see cref="ActorPublisher{T}.SubscriptionTimeout"/>. Usually the actor stops itself.</summary>
public sealed class SubscriptionTimeoutExceeded : IActorPublisherMessage
{
    /// <summary>The one instance.</summary>
    public static readonly SubscriptionTimeoutExceeded Instance = new();

    private SubscriptionTimeoutExceeded() { }
}
