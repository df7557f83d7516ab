using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    public partial class ManualProbe<T>
    {
        /// <summary>Waits for the subscription.</summary>
        public async Task<ISubscription> ExpectSubscriptionAsync(CancellationToken cancellationToken = default) =>
            Subscription = (await _probe.ExpectMsgAsync<OnSubscribe>(cancellationToken: cancellationToken)).Subscription;

        /// <summary>Waits for any event.</summary>
        public async Task<ISubscriberEvent> ExpectEventAsync(CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<ISubscriberEvent>(cancellationToken: cancellationToken);

        /// <summary>Waits for any event.</summary>
        public async Task<ISubscriberEvent> ExpectEventAsync(TimeSpan max, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync<ISubscriberEvent>(max, cancellationToken: cancellationToken);

        /// <summary>Waits for an element and returns it.</summary>
        public async Task<T> ExpectNextAsync(CancellationToken cancellationToken = default) => Element(await ExpectEventAsync(cancellationToken));

        /// <summary>Waits for an element and returns it.</summary>
        public async Task<T> ExpectNextAsync(TimeSpan timeout, CancellationToken cancellationToken = default) => Element(await ExpectEventAsync(timeout, cancellationToken));

        /// <summary>Waits for this element.</summary>
        public async Task ExpectNextAsync(T element, CancellationToken cancellationToken = default) => Same(element, await ExpectNextAsync(cancellationToken));

        /// <summary>Waits for this element.</summary>
        public async Task ExpectNextAsync(T element, TimeSpan timeout, CancellationToken cancellationToken = default) => Same(element, await ExpectNextAsync(timeout, cancellationToken));

        /// <summary>Waits for these elements, in order.</summary>
        public Task ExpectNextAsync(T e1, T e2, params T[] elems) => ExpectNextNAsync([e1, e2, .. elems]);

        /// <summary>Waits for these elements, in order.</summary>
        public async Task ExpectNextNAsync(IEnumerable<T> all, CancellationToken cancellationToken = default)
        {
            foreach (var element in all) await ExpectNextAsync(element, cancellationToken);
        }

        /// <summary>Waits for <paramref name="n"/> elements, for each as long as said.</summary>
        public async IAsyncEnumerable<T> ExpectNextNAsync(long n, TimeSpan? timeout = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (long i = 0; i < n; i++) yield return timeout is { } limit ? await ExpectNextAsync(limit, cancellationToken) : await ExpectNextAsync(cancellationToken);
        }

        /// <summary>Waits for these elements, in any order.</summary>
        public async Task ExpectNextUnorderedNAsync(IEnumerable<T> all, CancellationToken cancellationToken = default)
        {
            var missing = all.ToList();
            while (missing.Count > 0)
            {
                var element = await ExpectNextAsync(cancellationToken);
                if (!missing.Remove(element)) throw new InvalidOperationException($"Expected one of [{string.Join(", ", missing)}], got {element}");
            }
        }

        /// <summary>Waits for the completion.</summary>
        public async Task ExpectCompleteAsync(CancellationToken cancellationToken = default)
        {
            var received = await ExpectEventAsync(cancellationToken);
            if (received is not OnComplete) throw Unexpected("OnComplete", received);
        }

        /// <summary>Waits for the failure and returns it.</summary>
        public async Task<Exception> ExpectErrorAsync(CancellationToken cancellationToken = default)
        {
            var received = await ExpectEventAsync(cancellationToken);
            return received is OnError error ? error.Cause : throw Unexpected("OnError", received);
        }

        /// <summary>Waits for the subscription and the failure.</summary>
        public async Task<Exception> ExpectSubscriptionAndErrorAsync(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken);
            if (signalDemand) subscription.Request(1);
            return await ExpectErrorAsync(cancellationToken);
        }

        /// <summary>Waits for the subscription and the completion.</summary>
        public async Task ExpectSubscriptionAndCompleteAsync(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken);
            if (signalDemand) subscription.Request(1);
            await ExpectCompleteAsync(cancellationToken);
        }

        /// <summary>Waits for these elements, in any order.</summary>
        public Task ExpectNextUnorderedAsync(T e1, T e2, params T[] elems) => ExpectNextUnorderedNAsync([e1, e2, .. elems]);

        /// <summary>Waits for this event.</summary>
        public async Task ExpectEventAsync(ISubscriberEvent e, CancellationToken cancellationToken = default) =>
            await _probe.ExpectMsgAsync(e, cancellationToken: cancellationToken);

        /// <summary>Waits for an element that matches, and returns it.</summary>
        public async Task<TOther> ExpectNextAsync<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default) where TOther : T =>
            await ExpectNextAsync(cancellationToken) is TOther element && predicate(element) ? element : throw new InvalidOperationException("The element does not match");

        /// <summary>Waits for an element that matches.</summary>
        public async Task MatchNextAsync<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default)
        {
            var element = await ExpectNextAsync(cancellationToken);
            if (element is not TOther other || !predicate(other)) throw new InvalidOperationException($"Element {element} does not match");
        }

        /// <summary>Waits for an element or the failure.</summary>
        public async Task<object> ExpectNextOrErrorAsync(CancellationToken cancellationToken = default) => await ExpectEventAsync(cancellationToken) switch
        {
            OnNext<T> next => next.Element!,
            OnError error => error.Cause,
            var other => throw Unexpected("OnNext or OnError", other),
        };

        /// <summary>Waits for this element, or for this failure.</summary>
        public async Task ExpectNextOrErrorAsync(T element, Exception cause, CancellationToken cancellationToken = default)
        {
            var received = await ExpectNextOrErrorAsync(cancellationToken);
            if (!Equals(received, element) && !Equals(received, cause)) throw new InvalidOperationException($"Expected {element} or {cause}, got {received}");
        }

        /// <summary>Waits for an element or the completion.</summary>
        public async Task<object> ExpectNextOrCompleteAsync(CancellationToken cancellationToken = default) => await ExpectEventAsync(cancellationToken) switch
        {
            OnNext<T> next => next.Element!,
            OnComplete complete => complete,
            var other => throw Unexpected("OnNext or OnComplete", other),
        };

        /// <summary>Waits for this element, or for the completion.</summary>
        public async Task ExpectNextOrCompleteAsync(T element, CancellationToken cancellationToken = default)
        {
            var received = await ExpectNextOrCompleteAsync(cancellationToken);
            if (received is not OnComplete && !Equals(received, element)) throw new InvalidOperationException($"Expected {element} or OnComplete, got {received}");
        }

        /// <summary>Waits for the failure, before or behind the subscription, and returns it.</summary>
        public async Task<Exception> ExpectErrorOrSubscriptionFollowedByErrorAsync(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var first = await ExpectEventAsync(cancellationToken);
            if (first is OnError error) return error.Cause;
            if (first is not OnSubscribe subscribe) throw Unexpected("OnError or OnSubscribe", first);
            Subscription = subscribe.Subscription;
            if (signalDemand) Subscription.Request(1);
            return await ExpectErrorAsync(cancellationToken);
        }

        /// <summary>Waits for this failure, before or behind the subscription.</summary>
        public async Task ExpectErrorOrSubscriptionFollowedByErrorAsync(Exception cause, bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var received = await ExpectErrorOrSubscriptionFollowedByErrorAsync(signalDemand, cancellationToken);
            if (!Equals(received, cause)) throw new InvalidOperationException($"Expected OnError({cause}), got OnError({received})", received);
        }

        /// <summary>Runs a block that must end in time.</summary>
        public Task<TOther> WithinAsync<TOther>(TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(max, () => Task.FromResult(execute()), cancellationToken: cancellationToken);

        /// <summary>Runs a block that must end in time.</summary>
        public Task<TOther> WithinAsync<TOther>(TimeSpan max, Func<Task<TOther>> actionAsync, CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(max, actionAsync, cancellationToken: cancellationToken);

        /// <summary>Runs a block that must end in time.</summary>
        public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
            _probe.WithinAsync(max, actionAsync, cancellationToken: cancellationToken);

        /// <summary>Takes messages while the filter gives something.</summary>
        public IAsyncEnumerable<TOther> ReceiveWhileAsync<TOther>(
            TimeSpan? max = null, TimeSpan? idle = null, Func<object, TOther?>? filter = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
            where TOther : class => _probe.ReceiveWhileAsync(filter ?? (static message => message as TOther), max, idle, msgs, cancellationToken);

        /// <summary>All elements until the completion.</summary>
        public async IAsyncEnumerable<T> ToStrictAsync(TimeSpan atMost, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (Subscription is null) await ExpectSubscriptionAsync(cancellationToken);
            Subscription!.Request(long.MaxValue);
            while (true)
            {
                switch (await ExpectEventAsync(atMost, cancellationToken))
                {
                    case OnNext<T> next:
                        yield return next.Element;
                        break;
                    case OnComplete:
                        yield break;
                    case OnError error:
                        throw new ArgumentException("ToStrict received OnError while draining stream!", error.Cause);
                    case var other:
                        throw Unexpected("OnNext or OnComplete", other);
                }
            }
        }

        /// <summary>Expects that nothing happens.</summary>
        public async Task ExpectNoMsgAsync(CancellationToken cancellationToken = default) => await _probe.ExpectNoMsgAsync(cancellationToken);

        /// <summary>Expects that nothing happens for so long.</summary>
        public async Task ExpectNoMsgAsync(TimeSpan remaining, CancellationToken cancellationToken = default) =>
            await _probe.ExpectNoMsgAsync(remaining, cancellationToken);
    }

    public partial class Probe<T>
    {
        /// <summary>Waits for the subscription.</summary>
        public async Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            if (Subscription is null) await ExpectSubscriptionAsync(cancellationToken);
        }

        /// <summary>Demands elements.</summary>
        public async Task RequestAsync(long n, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription!.Request(n);
        }

        /// <summary>Demands an element and waits for this one.</summary>
        public async Task RequestNextAsync(T element, CancellationToken cancellationToken = default)
        {
            await RequestAsync(1, cancellationToken);
            await ExpectNextAsync(element, cancellationToken);
        }

        /// <summary>Demands an element and waits for it.</summary>
        public async Task<T> RequestNextAsync(CancellationToken cancellationToken = default)
        {
            await RequestAsync(1, cancellationToken);
            return await ExpectNextAsync(cancellationToken);
        }

        /// <summary>Demands an element and waits for it, for so long.</summary>
        public async Task<T> RequestNextAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        {
            await RequestAsync(1, cancellationToken);
            return await ExpectNextAsync(timeout, cancellationToken);
        }

        /// <summary>Cancels.</summary>
        public async Task CancelAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription!.Cancel();
        }
    }
}
