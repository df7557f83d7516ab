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

        /// <summary>Waits for <paramref name="n"/> elements.</summary>
        public async IAsyncEnumerable<T> ExpectNextNAsync(long n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (long i = 0; i < n; i++) yield return await ExpectNextAsync(cancellationToken);
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

        /// <summary>Cancels.</summary>
        public async Task CancelAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken);
            Subscription!.Cancel();
        }
    }
}
