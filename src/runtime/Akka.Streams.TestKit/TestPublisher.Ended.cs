using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>Fails each subscriber at once.</summary>
    public static IPublisher<T> Error<T>(Exception exception) => new Ended<T>(exception, waitsForDemand: false);

    /// <summary>Completes each subscriber at once.</summary>
    public static IPublisher<T> Empty<T>() => new Ended<T>(null, waitsForDemand: false);

    /// <summary>Fails each subscriber as soon as it demands.</summary>
    public static IPublisher<T> LazyError<T>(Exception exception) => new Ended<T>(exception, waitsForDemand: true);

    /// <summary>Completes each subscriber as soon as it demands.</summary>
    public static IPublisher<T> LazyEmpty<T>() => new Ended<T>(null, waitsForDemand: true);

    private sealed class Ended<T>(Exception? failure, bool waitsForDemand) : IPublisher<T>
    {
        public void Subscribe(ISubscriber<T> subscriber)
        {
            var subscription = new Subscription(subscriber, failure);
            subscriber.OnSubscribe(subscription);
            if (!waitsForDemand) subscription.End();
        }

        private sealed class Subscription(ISubscriber<T> subscriber, Exception? failure) : ISubscription
        {
            private int _ended;

            public void Request(long n) => End();

            public void Cancel() => Interlocked.Exchange(ref _ended, 1);

            internal void End()
            {
                if (Interlocked.Exchange(ref _ended, 1) != 0) return;
                if (failure is null) subscriber.OnComplete();
                else subscriber.OnError(failure);
            }
        }
    }
}
