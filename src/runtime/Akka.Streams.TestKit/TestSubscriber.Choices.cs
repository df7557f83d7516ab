namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    public partial class ManualProbe<T>
    {
        /// <summary>Waits for an element of a type that matches.</summary>
        public ManualProbe<T> MatchNext<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default)
        {
            var element = ExpectNext(cancellationToken);
            return element is TOther other && predicate(other) ? this : throw new InvalidOperationException($"Element {element} does not match");
        }

        /// <summary>Waits for this event.</summary>
        public ManualProbe<T> ExpectEvent(ISubscriberEvent e, CancellationToken cancellationToken = default)
        {
            _probe.ExpectMsg(e, cancellationToken: cancellationToken);
            return this;
        }

        /// <summary>Waits for an element that matches, and returns it.</summary>
        public TOther ExpectNext<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default) where TOther : T =>
            ExpectNext(cancellationToken) is TOther element && predicate(element) ? element : throw new InvalidOperationException("The element does not match");

        /// <summary>Waits for an element that matches, and returns it.</summary>
        public T ExpectNextPredicate(Predicate<T> predicate, CancellationToken cancellationToken = default) => ExpectNext<T>(predicate, cancellationToken);

        /// <summary>Waits for an element that matches, and returns it.</summary>
        public Task<T> ExpectNextPredicateAsync(Predicate<T> predicate, CancellationToken cancellationToken = default) => ExpectNextAsync<T>(predicate, cancellationToken);

        /// <summary>Waits for this element, or for this failure.</summary>
        public ManualProbe<T> ExpectNextOrError(T element, Exception cause, CancellationToken cancellationToken = default) => ExpectEvent(cancellationToken) switch
        {
            OnNext<T> next when Equals(next.Element, element) => this,
            OnError error when ReferenceEquals(error.Cause, cause) || error.Cause.Equals(cause) => this,
            var other => throw Unexpected($"OnNext({element}) or OnError({cause.GetType()})", other),
        };

        /// <summary>Waits for this element, or for the completion.</summary>
        public ManualProbe<T> ExpectNextOrComplete(T element, CancellationToken cancellationToken = default) => ExpectEvent(cancellationToken) switch
        {
            OnNext<T> next when Equals(next.Element, element) => this,
            OnComplete => this,
            var other => throw Unexpected($"OnNext({element}) or OnComplete", other),
        };

        /// <summary>Waits for the failure, before or behind the subscription, and returns it.</summary>
        public Exception ExpectErrorOrSubscriptionFollowedByError(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var first = ExpectEvent(cancellationToken);
            if (first is OnError error) return error.Cause;
            if (first is not OnSubscribe subscribe) throw Unexpected("OnError or OnSubscribe", first);
            Subscription = subscribe.Subscription;
            if (signalDemand) Subscription.Request(1);
            return ExpectError(cancellationToken);
        }

        /// <summary>The elements that come within a time, at most so many.</summary>
        public IEnumerable<T> ReceiveWithin(TimeSpan? max, int messages = int.MaxValue, CancellationToken cancellationToken = default) =>
            [.. _probe.ReceiveWhile(max, max, static message => (message as OnNext<T>)!, messages, cancellationToken).Select(next => next.Element)];

        /// <summary>The elements of a type that come within a time, at most so many.</summary>
        public IEnumerable<TOther> ReceiveWithin<TOther>(TimeSpan? max, int messages = int.MaxValue, CancellationToken cancellationToken = default) =>
            ReceiveWithin(max, messages, cancellationToken).OfType<TOther>();

        /// <summary>The elements that come within a time, at most so many.</summary>
        public async IAsyncEnumerable<T> ReceiveWithinAsync(TimeSpan? max, int messages = int.MaxValue, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var limit = max ?? _probe.RemainingOrDefault;
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            for (var i = 0; i < messages; i++)
            {
                var left = limit - System.Diagnostics.Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || await _probe.PeekOneAsync(left, cancellationToken) is not OnNext<T> next) yield break;
                await _probe.ReceiveOneAsync(cancellationToken: cancellationToken);
                yield return next.Element;
            }
        }

        /// <summary>The elements of a type that come within a time, at most so many.</summary>
        public async IAsyncEnumerable<TOther> ReceiveWithinAsync<TOther>(TimeSpan? max, int messages = int.MaxValue, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var element in ReceiveWithinAsync(max, messages, cancellationToken))
            {
                if (element is TOther other) yield return other;
            }
        }
    }
}
