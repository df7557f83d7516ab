namespace Akka.Persistence.TestKit;

/// <summary>Tells a store of a test what its connection does. Each call takes the place of the one before.</summary>
public abstract class ConnectionBehavior
{
    private readonly Func<IConnectionInterceptor, Task> _use;

    private protected ConnectionBehavior(Func<IConnectionInterceptor, Task> use) => _use = use;

    /// <summary>Uses an interceptor of one's own.</summary>
    public Task SetInterceptorAsync(IConnectionInterceptor interceptor) => _use(interceptor);

    /// <summary>Lets every request through.</summary>
    public Task Pass() => SetInterceptorAsync(ConnectionInterceptor.Pass);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), null);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, null);

    /// <summary>Fails every request.</summary>
    public Task Fail() => SetAsync(null, null, Failure);

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), Failure);

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, Failure);

    /// <summary>Fails while the condition holds.</summary>
    public Task FailIf(Func<bool> predicate) => SetAsync(_ => Task.FromResult(predicate()), null, Failure);

    /// <summary>Fails while the condition holds.</summary>
    public Task FailIf(Func<Task<bool>> predicate) => SetAsync(_ => predicate(), null, Failure);

    /// <summary>Fails while the condition does not hold.</summary>
    public Task FailUnless(Func<bool> predicate) => SetAsync(_ => Task.FromResult(!predicate()), null, Failure);

    /// <summary>Fails while the condition does not hold.</summary>
    public Task FailUnless(Func<Task<bool>> predicate) => SetAsync(async _ => !await predicate().ConfigureAwait(false), null, Failure);

    private Task SetAsync(Func<Done, Task<bool>>? condition, Func<Task>? delay, Func<Done, Exception?>? end) =>
        SetInterceptorAsync(new ConnectionInterceptor(new Interceptor<Done>(condition, delay, end)));

    private static TestConnectionException Failure(Done request) => new("The connection of the test store failed.");
}

/// <summary>The connection of the journal.</summary>
public class JournalConnectionBehavior : ConnectionBehavior
{
    internal JournalConnectionBehavior(Func<IConnectionInterceptor, Task> use) : base(use) { }
}

/// <summary>The connection of the snapshot store.</summary>
public class SnapshotStoreConnectionBehavior : ConnectionBehavior
{
    internal SnapshotStoreConnectionBehavior(Func<IConnectionInterceptor, Task> use) : base(use) { }
}
