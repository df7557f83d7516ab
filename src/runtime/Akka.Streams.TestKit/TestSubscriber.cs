using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Subscribers that a test drives by hand.</summary>
public static partial class TestSubscriber
{
    /// <summary>What a publisher does to a probe.</summary>
    public interface ISubscriberEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The subscription has begun.</summary>
    public sealed record OnSubscribe(ISubscription Subscription) : ISubscriberEvent;

    /// <summary>An element.</summary>
    public sealed record OnNext<T>(T Element) : ISubscriberEvent;

    /// <summary>The stream completed.</summary>
    public sealed class OnComplete : ISubscriberEvent
    {
        /// <summary>The one instance.</summary>
        public static readonly OnComplete Instance = new();

        private OnComplete() { }

        /// <inheritdoc/>
        public override string ToString() => "TestSubscriber.OnComplete";
    }

    /// <summary>The stream failed.</summary>
    public sealed record OnError(Exception Cause) : ISubscriberEvent;

    /// <summary>A probe that leaves it to the test to demand.</summary>
    public partial class ManualProbe<T> : ISubscriber<T>
    {
        private readonly TestProbe _probe;

        internal ManualProbe(TestKitBase testKit) => _probe = testKit.CreateTestProbe();

        /// <summary>Receives what the publisher does.</summary>
        public TestProbe TestProbe => _probe;

        /// <summary>The subscription, once expected.</summary>
        protected internal ISubscription? Subscription { get; set; }

        void ISubscriber<T>.OnSubscribe(ISubscription subscription) => _probe.Ref.Tell(new OnSubscribe(subscription), ActorRefs.NoSender);

        void ISubscriber<T>.OnNext(T element) => _probe.Ref.Tell(new OnNext<T>(element), ActorRefs.NoSender);

        void ISubscriber<T>.OnError(Exception cause) => _probe.Ref.Tell(new OnError(cause), ActorRefs.NoSender);

        void ISubscriber<T>.OnComplete() => _probe.Ref.Tell(TestSubscriber.OnComplete.Instance, ActorRefs.NoSender);

        /// <summary>Waits for the subscription.</summary>
        public ISubscription ExpectSubscription(CancellationToken cancellationToken = default) =>
            Subscription = _probe.ExpectMsg<OnSubscribe>(cancellationToken: cancellationToken).Subscription;

        /// <summary>Waits for any event.</summary>
        public ISubscriberEvent ExpectEvent(CancellationToken cancellationToken = default) => _probe.ExpectMsg<ISubscriberEvent>(cancellationToken: cancellationToken);

        /// <summary>Waits for any event.</summary>
        public ISubscriberEvent ExpectEvent(TimeSpan max, CancellationToken cancellationToken = default) => _probe.ExpectMsg<ISubscriberEvent>(max, cancellationToken: cancellationToken);

        /// <summary>Waits for an element and returns it.</summary>
        public T ExpectNext(CancellationToken cancellationToken = default) => Element(_probe.ExpectMsg<ISubscriberEvent>(cancellationToken: cancellationToken));

        /// <summary>Waits for an element and returns it.</summary>
        public T ExpectNext(TimeSpan timeout, CancellationToken cancellationToken = default) => Element(_probe.ExpectMsg<ISubscriberEvent>(timeout, cancellationToken: cancellationToken));

        /// <summary>Waits for this element.</summary>
        public ManualProbe<T> ExpectNext(T element, CancellationToken cancellationToken = default)
        {
            Same(element, ExpectNext(cancellationToken));
            return this;
        }

        /// <summary>Waits for this element.</summary>
        public ManualProbe<T> ExpectNext(TimeSpan timeout, T element, CancellationToken cancellationToken = default)
        {
            Same(element, ExpectNext(timeout, cancellationToken));
            return this;
        }

        /// <summary>Waits for these elements, in order.</summary>
        public ManualProbe<T> ExpectNext(T e1, T e2, params T[] elems) => ExpectNextN([e1, e2, .. elems]);

        /// <summary>Waits for these elements, in order.</summary>
        public ManualProbe<T> ExpectNextN(IEnumerable<T> all, CancellationToken cancellationToken = default)
        {
            foreach (var element in all) ExpectNext(element, cancellationToken);
            return this;
        }

        /// <summary>Waits for <paramref name="n"/> elements, for each as long as said.</summary>
        public IEnumerable<T> ExpectNextN(long n, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var elements = new List<T>();
            for (long i = 0; i < n; i++) elements.Add(timeout is { } limit ? ExpectNext(limit, cancellationToken) : ExpectNext(cancellationToken));
            return elements;
        }

        /// <summary>Waits for these elements, in any order.</summary>
        public ManualProbe<T> ExpectNextUnordered(T e1, T e2, params T[] elems) => ExpectNextUnorderedN([e1, e2, .. elems]);

        /// <summary>Waits for these elements, in any order.</summary>
        public ManualProbe<T> ExpectNextUnorderedN(IEnumerable<T> all, CancellationToken cancellationToken = default)
        {
            var missing = all.ToList();
            while (missing.Count > 0)
            {
                var element = ExpectNext(cancellationToken);
                if (!missing.Remove(element)) throw new InvalidOperationException($"Expected one of [{string.Join(", ", missing)}], got {element}");
            }

            return this;
        }

        /// <summary>Waits for an element that matches.</summary>
        public T ExpectNext(Predicate<T> predicate, CancellationToken cancellationToken = default)
        {
            var element = ExpectNext(cancellationToken);
            return predicate(element) ? element : throw new InvalidOperationException($"Element {element} does not match");
        }

        /// <summary>Waits for an element or the failure.</summary>
        public object ExpectNextOrError(CancellationToken cancellationToken = default) => ExpectEvent(cancellationToken) switch
        {
            OnNext<T> next => next.Element!,
            OnError error => error.Cause,
            var other => throw Unexpected("OnNext or OnError", other),
        };

        /// <summary>Waits for an element or the completion.</summary>
        public object ExpectNextOrComplete(CancellationToken cancellationToken = default) => ExpectEvent(cancellationToken) switch
        {
            OnNext<T> next => next.Element!,
            OnComplete complete => complete,
            var other => throw Unexpected("OnNext or OnComplete", other),
        };

        /// <summary>Waits for the completion.</summary>
        public ManualProbe<T> ExpectComplete(CancellationToken cancellationToken = default)
        {
            var received = ExpectEvent(cancellationToken);
            return received is OnComplete ? this : throw Unexpected("OnComplete", received);
        }

        /// <summary>Waits for the failure and returns it.</summary>
        public Exception ExpectError(CancellationToken cancellationToken = default)
        {
            var received = ExpectEvent(cancellationToken);
            return received is OnError error ? error.Cause : throw Unexpected("OnError", received);
        }

        /// <summary>Waits for the subscription and the failure.</summary>
        public Exception ExpectSubscriptionAndError(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var subscription = ExpectSubscription(cancellationToken);
            if (signalDemand) subscription.Request(1);
            return ExpectError(cancellationToken);
        }

        /// <summary>Waits for the subscription and the completion.</summary>
        public ManualProbe<T> ExpectSubscriptionAndComplete(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var subscription = ExpectSubscription(cancellationToken);
            if (signalDemand) subscription.Request(1);
            return ExpectComplete(cancellationToken);
        }

        /// <summary>Expects that nothing happens.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <summary>Expects that nothing happens for so long.</summary>
        public ManualProbe<T> ExpectNoMsg(TimeSpan remaining, CancellationToken cancellationToken = default)
        {
            _probe.ExpectNoMsg(remaining, cancellationToken);
            return this;
        }

        /// <summary>Runs a block that must end in time.</summary>
        public TOther Within<TOther>(TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            _probe.Within(max, execute, cancellationToken: cancellationToken);

        /// <summary>Takes messages while the filter gives something.</summary>
        public IEnumerable<TOther> ReceiveWhile<TOther>(TimeSpan? max = null, TimeSpan? idle = null, Func<object, TOther>? filter = null, int msgs = int.MaxValue) where TOther : class =>
            _probe.ReceiveWhile(max, idle, message => filter!(message), msgs);

        /// <summary>All elements until the completion.</summary>
        public IEnumerable<T> ToStrict(TimeSpan atMost, CancellationToken cancellationToken = default)
        {
            if (Subscription is null) ExpectSubscription(cancellationToken);
            Subscription!.Request(long.MaxValue);
            var elements = new List<T>();
            while (true)
            {
                switch (ExpectEvent(atMost, cancellationToken))
                {
                    case OnNext<T> next:
                        elements.Add(next.Element);
                        break;
                    case OnComplete:
                        return elements;
                    case OnError error:
                        throw new ArgumentException($"ToStrict received OnError while draining stream! Accumulated elements: [{string.Join(", ", elements)}]", error.Cause);
                    case var other:
                        throw Unexpected("OnNext or OnComplete", other);
                }
            }
        }

        private static void Same(T expected, T actual)
        {
            if (!Equals(expected, actual) && !SameItems(expected, actual)) throw new InvalidOperationException($"Expected OnNext({expected}), got OnNext({actual})");
        }

        /// <summary>Groups are compared by what is in them.</summary>
        private static bool SameItems(object? expected, object? actual) =>
            expected is System.Collections.IEnumerable x && actual is System.Collections.IEnumerable y && x.Cast<object>().SequenceEqual(y.Cast<object>());

        private static T Element(ISubscriberEvent received) => received is OnNext<T> next ? next.Element : throw Unexpected("OnNext", received);

        private static InvalidOperationException Unexpected(string expected, ISubscriberEvent received) =>
            new($"Expected {expected}, got {received}", received is OnError error ? error.Cause : null);
    }

    /// <summary>A probe that waits for its subscription by itself.</summary>
    public partial class Probe<T> : ManualProbe<T>
    {
        internal Probe(TestKitBase testKit) : base(testKit) { }

        private ISubscription Own => Subscription ?? ExpectSubscription();

        /// <summary>Waits for the subscription.</summary>
        public Probe<T> EnsureSubscription()
        {
            _ = Own;
            return this;
        }

        /// <summary>Demands elements.</summary>
        public Probe<T> Request(long n)
        {
            Own.Request(n);
            return this;
        }

        /// <summary>Demands an element and waits for this one.</summary>
        public Probe<T> RequestNext(T element)
        {
            Own.Request(1);
            ExpectNext(element);
            return this;
        }

        /// <summary>Demands an element and waits for it.</summary>
        public T RequestNext()
        {
            Own.Request(1);
            return ExpectNext();
        }

        /// <summary>Demands an element and waits for it.</summary>
        public T RequestNext(TimeSpan timeout)
        {
            Own.Request(1);
            return ExpectNext(timeout);
        }

        /// <summary>Cancels.</summary>
        public Probe<T> Cancel()
        {
            Own.Cancel();
            return this;
        }
    }
}
