namespace Reactive.Streams;

/// <summary>Offers elements of <typeparamref name="T"/> to its subscribers, as they demand.</summary>
public interface IPublisher<out T>
{
    /// <summary>Adds a subscriber; it hears of it through <see cref="ISubscriber{T}.OnSubscribe"/>.</summary>
    void Subscribe(ISubscriber<T> subscriber);
}

/// <summary>Receives elements of <typeparamref name="T"/> from a publisher, as it demands.</summary>
public interface ISubscriber<in T>
{
    /// <summary>The first call: through the subscription elements are demanded.</summary>
    void OnSubscribe(ISubscription subscription);

    /// <summary>An element; at most as many as were demanded.</summary>
    void OnNext(T element);

    /// <summary>The stream failed; the last call.</summary>
    void OnError(Exception cause);

    /// <summary>The stream completed; the last call.</summary>
    void OnComplete();
}

/// <summary>Ties a subscriber to a publisher.</summary>
public interface ISubscription
{
    /// <summary>Demands <paramref name="n"/> more elements; at least 1.</summary>
    void Request(long n);

    /// <summary>Ends the subscription.</summary>
    void Cancel();
}

/// <summary>A subscriber and a publisher at once.</summary>
public interface IProcessor<in T1, out T2> : ISubscriber<T1>, IPublisher<T2>;
