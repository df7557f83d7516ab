namespace Akka.Persistence.TestKit;

/// <summary>Tells the snapshot store of a test what to do with requests. Each call takes the place of the one before.</summary>
public abstract class SnapshotStoreBehavior
{
    private readonly Func<ISnapshotStoreInterceptor, Task> _use;

    private protected SnapshotStoreBehavior(Func<ISnapshotStoreInterceptor, Task> use) => _use = use;

    /// <summary>Uses an interceptor of one's own.</summary>
    public Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor) => _use(interceptor);

    /// <summary>Lets every request through.</summary>
    public Task Pass() => SetAsync(null, null, null);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), null);

    /// <summary>Lets every request through, after a wait.</summary>
    public Task PassWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, null);

    /// <summary>Fails every request.</summary>
    public Task Fail() => SetAsync(null, null, Failure);

    /// <summary>Fails requests that fit.</summary>
    public Task FailIf(Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.When(On(predicate)), null, Failure);

    /// <summary>Fails requests that fit.</summary>
    public Task FailIf(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.When(On(predicate)), null, Failure);

    /// <summary>Fails requests that do not fit.</summary>
    public Task FailUnless(Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.Unless(On(predicate)), null, Failure);

    /// <summary>Fails requests that do not fit.</summary>
    public Task FailUnless(Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.Unless(On(predicate)), null, Failure);

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.When(On(predicate)), Delays.Of(delay), Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.When(On(predicate)), Delays.Of(delay), Failure);

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.Unless(On(predicate)), Delays.Of(delay), Failure);

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.Unless(On(predicate)), Delays.Of(delay), Failure);

    /// <summary>Fails every request, after a wait.</summary>
    public Task FailWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.When(On(predicate)), delayAsync, Failure);

    /// <summary>Fails requests that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.When(On(predicate)), delayAsync, Failure);

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, bool> predicate) => SetAsync(Conditions.Unless(On(predicate)), delayAsync, Failure);

    /// <summary>Fails requests that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<string, SnapshotSelectionCriteria, Task<bool>> predicate) => SetAsync(Conditions.Unless(On(predicate)), delayAsync, Failure);

    private static Func<(string PersistenceId, SnapshotSelectionCriteria Criteria), T> On<T>(Func<string, SnapshotSelectionCriteria, T> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return request => predicate(request.PersistenceId, request.Criteria);
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
    internal SnapshotStoreSaveBehavior(Func<ISnapshotStoreInterceptor, Task> use) : base(use) { }
}

/// <summary>What becomes of snapshots that are loaded.</summary>
public class SnapshotStoreLoadBehavior : SnapshotStoreBehavior
{
    internal SnapshotStoreLoadBehavior(Func<ISnapshotStoreInterceptor, Task> use) : base(use) { }
}

/// <summary>What becomes of snapshots that are deleted.</summary>
public class SnapshotStoreDeleteBehavior : SnapshotStoreBehavior
{
    internal SnapshotStoreDeleteBehavior(Func<ISnapshotStoreInterceptor, Task> use) : base(use) { }
}
