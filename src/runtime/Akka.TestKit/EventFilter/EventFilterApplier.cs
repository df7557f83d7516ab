using Akka.Actor;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Installs filters in the <see cref="TestEventListener"/>, counts what they match, and takes them away again.</summary>
internal sealed class EventFilterApplier(TestKitBase testkit, ActorSystem system, EventFilterBase[] filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Run(expectedCount, null, AsFunction(action), cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Run(expectedCount, timeout, AsFunction(action), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Run(expectedCount, null, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Run(expectedCount, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => ExpectAsync(1, action, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, actionAsync, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, func, cancellationToken);

    public Task ExpectAsync(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        RunAsync(expectedCount, null, () => Task.FromResult(AsFunction(action)()), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        RunAsync(expectedCount, null, AsFunction(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        RunAsync(expectedCount, timeout, AsFunction(actionAsync), cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(expectedCount, null, func, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Mute(AsFunction(action), cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return func();
    }

    public Task MuteAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => MuteAsync(AsFunction(actionAsync), cancellationToken);

    public async Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return await func();
    }

    public IUnmutableFilter Mute() => new MutedFilters(system, filters);

    private static Func<object?> AsFunction(Action action) => () =>
    {
        action();
        return null;
    };

    private static Func<Task<object?>> AsFunction(Func<Task> action) => async () =>
    {
        await action();
        return null;
    };

    private T Run<T>(int expected, TimeSpan? timeout, Func<T> function, CancellationToken cancellationToken)
    {
        using var counter = new MatchCounter(filters, expected);
        using var muted = Mute();
        var result = function();
        var patience = Patience(timeout);
        Check(counter, expected, counter.Wait(patience, cancellationToken), patience);
        return result;
    }

    private async Task<T> RunAsync<T>(int expected, TimeSpan? timeout, Func<Task<T>> function, CancellationToken cancellationToken)
    {
        using var counter = new MatchCounter(filters, expected);
        using var muted = Mute();
        var result = await function();
        var patience = Patience(timeout);
        Check(counter, expected, await counter.WaitAsync(patience, cancellationToken), patience);
        return result;
    }

    private TimeSpan Patience(TimeSpan? timeout) => testkit.Dilated(timeout ?? testkit.TestKitSettings.TestEventFilterLeeway);

    private void Check(MatchCounter counter, int expected, bool reached, TimeSpan patience)
    {
        if (!reached && expected > 0)
        {
            testkit.Fail($"Timeout ({patience}) while waiting for messages that match [{Names()}]: expected {expected}, received {counter.Count}.");
        }

        if (counter.Count > expected)
        {
            testkit.Fail($"Received {counter.Count - expected} message(s) too many that match [{Names()}]: expected {expected}, received {counter.Count}.");
        }
    }

    private string Names() => string.Join(" or ", filters.Select(filter => filter.ToString()));

    private sealed class MutedFilters : IUnmutableFilter
    {
        private readonly ActorSystem _system;
        private readonly EventFilterBase[] _filters;
        private bool _isUnmuted;

        public MutedFilters(ActorSystem system, EventFilterBase[] filters)
        {
            _system = system;
            _filters = filters;
            // The same mailbox takes the events, so every event that is published later sees the filters.
            system.EventStream.Publish(new Mute(filters));
        }

        public void Unmute()
        {
            if (!_isUnmuted)
            {
                _isUnmuted = true;
                _system.EventStream.Publish(new Unmute(_filters));
            }
        }

        public void Dispose() => Unmute();
    }
}
