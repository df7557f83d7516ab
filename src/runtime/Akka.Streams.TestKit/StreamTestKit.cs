using Akka.Actor;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Parts that the probes share.</summary>
public static class StreamTestKit
{
    /// <summary>A subscription whose publisher is a probe.</summary>
    public sealed class PublisherProbeSubscription<T> : ISubscription
    {
        private readonly TestProbe _probe;

        internal PublisherProbeSubscription(ISubscriber<T> subscriber, TestProbe probe)
        {
            Subscriber = subscriber;
            _probe = probe;
        }

        /// <summary>Who subscribed.</summary>
        public ISubscriber<T> Subscriber { get; }

        /// <inheritdoc/>
        public void Request(long n) => _probe.Ref.Tell(new TestPublisher.RequestMore(this, n), ActorRefs.NoSender);

        /// <inheritdoc/>
        public void Cancel() => _probe.Ref.Tell(new TestPublisher.CancelSubscription(this), ActorRefs.NoSender);

        /// <summary>Waits for a demand of exactly <paramref name="n"/>.</summary>
        public void ExpectRequest(long n, CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<TestPublisher.RequestMore>(m => m.NrOfElements == n && m.Subscription == this, cancellationToken: cancellationToken);

        /// <summary>Waits for a demand of exactly <paramref name="n"/>.</summary>
        public async Task ExpectRequestAsync(long n, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<TestPublisher.RequestMore>(m => m.NrOfElements == n && m.Subscription == this, cancellationToken: cancellationToken);

        /// <summary>Waits for a demand and returns it.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default) =>
            _probe.ExpectMsg<TestPublisher.RequestMore>(m => m.Subscription == this, cancellationToken: cancellationToken).NrOfElements;

        /// <summary>Waits for a demand and returns it.</summary>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default) =>
            (await _probe.ExpectMsgAsync<TestPublisher.RequestMore>(m => m.Subscription == this, cancellationToken: cancellationToken)).NrOfElements;

        /// <summary>Waits for the cancellation, past any demand.</summary>
        public void ExpectCancellation(CancellationToken cancellationToken = default) => _probe.FishForMessage<object>(IsCancellation, hint: "cancellation", cancellationToken: cancellationToken);

        /// <summary>Waits for the cancellation, past any demand.</summary>
        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default) =>
            await _probe.FishForMessageAsync<object>(IsCancellation, hint: "cancellation", cancellationToken: cancellationToken);

        /// <summary>Sends an element.</summary>
        public void SendNext(T element) => Subscriber.OnNext(element);

        /// <summary>Completes the stream.</summary>
        public void SendComplete() => Subscriber.OnComplete();

        /// <summary>Fails the stream.</summary>
        public void SendError(Exception cause) => Subscriber.OnError(cause);

        private bool IsCancellation(object message) => message switch
        {
            TestPublisher.CancelSubscription cancel => cancel.Subscription == this,
            TestPublisher.RequestMore => false,
            _ => throw new InvalidOperationException($"Expected cancellation, got {message}"),
        };
    }
}
