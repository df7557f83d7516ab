using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Publishers that a test drives by hand.</summary>
public static partial class TestPublisher
{
    /// <summary>What a subscriber does to a probe.</summary>
    public interface IPublisherEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>Somebody subscribed.</summary>
    public sealed record Subscribe(ISubscription Subscription) : IPublisherEvent;

    /// <summary>The subscriber cancelled.</summary>
    public sealed record CancelSubscription(ISubscription Subscription) : IPublisherEvent;

    /// <summary>The subscriber demands elements.</summary>
    public sealed record RequestMore(ISubscription Subscription, long NrOfElements) : IPublisherEvent;

    /// <summary>A probe that leaves it to the test to keep to the demand.</summary>
    public class ManualProbe<T> : IPublisher<T>
    {
        private readonly TestProbe _probe;
        private readonly bool _autoOnSubscribe;

        internal ManualProbe(TestKitBase system, bool autoOnSubscribe = true)
        {
            _probe = system.CreateTestProbe();
            _autoOnSubscribe = autoOnSubscribe;
        }

        /// <summary>Receives what the subscribers do.</summary>
        public TestProbe Probe => _probe;

        /// <inheritdoc/>
        void IPublisher<T>.Subscribe(ISubscriber<T> subscriber)
        {
            ArgumentNullException.ThrowIfNull(subscriber);
            var subscription = new StreamTestKit.PublisherProbeSubscription<T>(subscriber, _probe);
            _probe.Ref.Tell(new Subscribe(subscription), ActorRefs.NoSender);
            if (_autoOnSubscribe) subscriber.OnSubscribe(subscription);
        }

        /// <summary>Subscribes somebody.</summary>
        public void Subscribe(ISubscriber<T> subscriber) => ((IPublisher<T>)this).Subscribe(subscriber);

        /// <summary>Waits for a subscriber.</summary>
        public StreamTestKit.PublisherProbeSubscription<T> ExpectSubscription(CancellationToken cancellationToken = default) =>
            (StreamTestKit.PublisherProbeSubscription<T>)_probe.ExpectMsg<Subscribe>(cancellationToken: cancellationToken).Subscription;

        /// <summary>Waits for a subscriber.</summary>
        public async Task<StreamTestKit.PublisherProbeSubscription<T>> ExpectSubscriptionAsync(CancellationToken cancellationToken = default) =>
            (StreamTestKit.PublisherProbeSubscription<T>)(await _probe.ExpectMsgAsync<Subscribe>(cancellationToken: cancellationToken)).Subscription;

        /// <summary>Waits for a demand of exactly <paramref name="n"/>.</summary>
        public ManualProbe<T> ExpectRequest(ISubscription subscription, int n, CancellationToken cancellationToken = default)
        {
            _probe.ExpectMsg<RequestMore>(m => m.NrOfElements == n && m.Subscription == subscription, cancellationToken: cancellationToken);
            return this;
        }

        /// <summary>Waits for a demand of exactly <paramref name="n"/>.</summary>
        public async Task ExpectRequestAsync(ISubscription subscription, int n, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<RequestMore>(m => m.NrOfElements == n && m.Subscription == subscription, cancellationToken: cancellationToken);

        /// <summary>Expects that nothing happens.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <summary>Expects that nothing happens for so long.</summary>
        public ManualProbe<T> ExpectNoMsg(TimeSpan max, CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(max, cancellationToken);
            return this;
        }

        /// <summary>Expects that nothing happens.</summary>
        public async Task ExpectNoMsgAsync(CancellationToken cancellationToken = default) => await _probe.ExpectNoMsgAsync(cancellationToken);

        /// <summary>Expects that nothing happens for so long.</summary>
        public async Task ExpectNoMsgAsync(TimeSpan max, CancellationToken cancellationToken = default) => await _probe.ExpectNoMsgAsync(max, cancellationToken);
    }

    /// <summary>A probe for one subscriber that keeps to the demand.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        private readonly long _initialPendingRequests;
        private readonly Lazy<StreamTestKit.PublisherProbeSubscription<T>> _subscription;

        internal Probe(TestKitBase system, long initialPendingRequests = 0) : base(system)
        {
            _initialPendingRequests = initialPendingRequests;
            _subscription = new Lazy<StreamTestKit.PublisherProbeSubscription<T>>(() => ExpectSubscription());
            Pending = _initialPendingRequests;
        }

        /// <summary>Demand that was not used yet.</summary>
        public long Pending { get; protected set; }

        /// <summary>Waits for the subscriber.</summary>
        public void EnsureSubscription() => _ = _subscription.Value;

        /// <summary>Waits for the subscriber.</summary>
        public Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            EnsureSubscription();
            return Task.CompletedTask;
        }

        /// <summary>Sends an element, after a demand for it.</summary>
        public Probe<T> SendNext(T element)
        {
            var subscription = _subscription.Value;
            if (Pending == 0) Pending = subscription.ExpectRequest();
            Pending--;
            subscription.SendNext(element);
            return this;
        }

        /// <summary>Sends an element, after a demand for it.</summary>
        public async Task<Probe<T>> SendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            var subscription = _subscription.Value;
            if (Pending == 0) Pending = await subscription.ExpectRequestAsync(cancellationToken);
            Pending--;
            subscription.SendNext(element);
            return this;
        }

        /// <summary>Sends elements, each after a demand for it.</summary>
        public async Task<Probe<T>> SendNextAsync(IEnumerable<T> elements, CancellationToken cancellationToken = default)
        {
            foreach (var element in elements) await SendNextAsync(element, cancellationToken);
            return this;
        }

        /// <summary>Sends elements, each after a demand for it.</summary>
        public Probe<T> SendNext(IEnumerable<T> elements)
        {
            foreach (var element in elements) SendNext(element);
            return this;
        }

        /// <summary>Sends an element, whether demanded or not.</summary>
        public Probe<T> UnsafeSendNext(T element)
        {
            _subscription.Value.SendNext(element);
            return this;
        }

        /// <summary>Completes the stream.</summary>
        public Probe<T> SendComplete()
        {
            _subscription.Value.SendComplete();
            return this;
        }

        /// <summary>Completes the stream.</summary>
        public Task<Probe<T>> SendCompleteAsync(CancellationToken cancellationToken = default) => Task.FromResult(SendComplete());

        /// <summary>Fails the stream.</summary>
        public Probe<T> SendError(Exception e)
        {
            _subscription.Value.SendError(e);
            return this;
        }

        /// <summary>Fails the stream.</summary>
        public Task<Probe<T>> SendErrorAsync(Exception e, CancellationToken cancellationToken = default) => Task.FromResult(SendError(e));

        /// <summary>Waits for a demand and returns it.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default)
        {
            var demand = _subscription.Value.ExpectRequest(cancellationToken);
            Pending += demand;
            return demand;
        }

        /// <summary>Waits for a demand and returns it.</summary>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default)
        {
            var demand = await _subscription.Value.ExpectRequestAsync(cancellationToken);
            Pending += demand;
            return demand;
        }

        /// <summary>Waits for the cancellation, past any demand.</summary>
        public Probe<T> ExpectCancellation(CancellationToken cancellationToken = default)
        {
            _subscription.Value.ExpectCancellation(cancellationToken);
            return this;
        }

        /// <summary>Waits for the cancellation, past any demand.</summary>
        public async Task<Probe<T>> ExpectCancellationAsync(CancellationToken cancellationToken = default)
        {
            await _subscription.Value.ExpectCancellationAsync(cancellationToken);
            return this;
        }
    }
}
