namespace Akka.Persistence.TestKit;

/// <summary>Tells the snapshot store of a test what to do with requests. Each call takes the place of the one before.</summary>
public abstract class SnapshotStoreBehavior
{
    private readonly ISnapshotStoreBehaviorSetter _setter;

    private protected SnapshotStoreBehavior(ISnapshotStoreBehaviorSetter setter) => _setter = setter;

    /// <summary>Uses an interceptor of one's own.</summary>
    public Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor) => _setter.SetInterceptorAsync(interceptor);

    /// <summary>Lets every request through.</summary>
    public Task Pass() => SetAsync(null, null, null);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), null);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, null);

    /// <summary>Fails every request.</summary>
    public Task Fail() => SetAsync(null, null, Failure);

    /// <summary>Fails requests that fit.</summary>
    public Task FailIf(Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(predicate(r.PersistenceId, r.Criteria)), null, Failure);
    }

    /// <summary>Fails requests that fit.</summary>
    public Task FailIf(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => predicate(r.PersistenceId, r.Criteria), null, Failure);
    }

    /// <summary>Fails requests that do not fit.</summary>
    public Task FailUnless(Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(!predicate(r.PersistenceId, r.Criteria)), null, Failure);
    }

    /// <summary>Fails requests that do not fit.</summary>
    public Task FailUnless(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(async r => !await predicate(r.PersistenceId, r.Criteria).ConfigureAwait(false), null, Failure);
    }

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(predicate(r.PersistenceId, r.Criteria)), Delays.Of(delay), Failure);
    }

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => predicate(r.PersistenceId, r.Criteria), Delays.Of(delay), Failure);
    }

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(!predicate(r.PersistenceId, r.Criteria)), Delays.Of(delay), Failure);
    }

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(async r => !await predicate(r.PersistenceId, r.Criteria).ConfigureAwait(false), Delays.Of(delay), Failure);
    }

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(predicate(r.PersistenceId, r.Criteria)), delayAsync, Failure);
    }

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => predicate(r.PersistenceId, r.Criteria), delayAsync, Failure);
    }

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(r => Task.FromResult(!predicate(r.PersistenceId, r.Criteria)), delayAsync, Failure);
    }

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return SetAsync(async r => !await predicate(r.PersistenceId, r.Criteria).ConfigureAwait(false), delayAsync, Failure);
    }

    private Task SetAsync(
        Func<(string PersistenceId, SnapshotSelectionCriteria Criteria), Task<bool>>? condition,
        Func<Task>? delay,
        Func<(string PersistenceId, SnapshotSelectionCriteria Criteria), Exception?>? end) =>
        SetInterceptorAsync(new SnapshotStoreInterceptor(new Interceptor<(string PersistenceId, SnapshotSelectionCriteria Criteria)>(condition, delay, end)));

    private static TestSnapshotStoreFailureException Failure((string PersistenceId, SnapshotSelectionCriteria Criteria) request) =>
        new($"Test snapshot store failed a request of [{request.PersistenceId}].");
}

/// <summary>What becomes of snapshots that are saved.</summary>
public class SnapshotStoreSaveBehavior : SnapshotStoreBehavior
{
    internal SnapshotStoreSaveBehavior(ISnapshotStoreBehaviorSetter setter) : base(setter) { }
}

/// <summary>What becomes of snapshots that are loaded.</summary>
public class SnapshotStoreLoadBehavior : SnapshotStoreBehavior
{
    internal SnapshotStoreLoadBehavior(ISnapshotStoreBehaviorSetter setter) : base(setter) { }
}

/// <summary>What becomes of snapshots that are deleted.</summary>
public class SnapshotStoreDeleteBehavior : SnapshotStoreBehavior
{
    internal SnapshotStoreDeleteBehavior(ISnapshotStoreBehaviorSetter setter) : base(setter) { }
}

/// <summary>Gives the store its interceptor.</summary>
internal interface ISnapshotStoreBehaviorSetter
{
    Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor);
}
