namespace Akka.Persistence.TestKit;

/// <summary>Stands before an event that is written or replayed. What it throws is what the journal says.</summary>
public interface IJournalInterceptor
{
    /// <summary>Called for each event, in order; the event goes on when the task completes.</summary>
    Task InterceptAsync(IPersistentRepresentation message);
}

/// <summary>Stands before a request to a snapshot store. What it throws is what the store says.</summary>
public interface ISnapshotStoreInterceptor
{
    /// <summary>Called for each request; the request goes on when the task completes.</summary>
    Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria);
}

/// <summary>Stands before every request to a store, whatever it is for.</summary>
public interface IConnectionInterceptor
{
    /// <summary>Called for each request; the request goes on when the task completes.</summary>
    Task InterceptAsync();
}

/// <summary>Every interceptor of this assembly: a condition, a wait, and what it ends in.</summary>
/// <param name="condition">Whether it applies; null = always.</param>
/// <param name="delay">What it waits for; null = nothing.</param>
/// <param name="end">Throws, or lets through.</param>
internal sealed class Interceptor<T>(Func<T, Task<bool>>? condition, Func<Task>? delay, Func<T, Exception?>? end)
{
    public async Task RunAsync(T request)
    {
        if (condition is not null && !await condition(request).ConfigureAwait(false)) return;
        if (delay is not null) await delay().ConfigureAwait(false);
        if (end?.Invoke(request) is { } failure) throw failure;
    }
}

internal sealed class JournalInterceptor(Interceptor<IPersistentRepresentation> interceptor) : IJournalInterceptor
{
    public Task InterceptAsync(IPersistentRepresentation message) => interceptor.RunAsync(message);
}

internal sealed class SnapshotStoreInterceptor(Interceptor<(string PersistenceId, SnapshotSelectionCriteria Criteria)> interceptor) : ISnapshotStoreInterceptor
{
    public Task InterceptAsync(string persistenceId, SnapshotSelectionCriteria criteria) => interceptor.RunAsync((persistenceId, criteria));
}

internal sealed class ConnectionInterceptor(Interceptor<Done> interceptor) : IConnectionInterceptor
{
    internal static readonly ConnectionInterceptor Pass = new(new Interceptor<Done>(null, null, null));

    public Task InterceptAsync() => interceptor.RunAsync(Done.Instance);
}

/// <summary>Waits that the behaviours make of what they are given.</summary>
internal static class Delays
{
    public static Func<Task> Of(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return () => Task.Delay(delay);
    }
}

/// <summary>The conditions that the behaviours make of what they are given.</summary>
internal static class Conditions
{
    public static Func<T, Task<bool>> When<T>(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return request => Task.FromResult(predicate(request));
    }

    public static Func<T, Task<bool>> When<T>(Func<T, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return predicate;
    }

    public static Func<T, Task<bool>> Unless<T>(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return request => Task.FromResult(!predicate(request));
    }

    public static Func<T, Task<bool>> Unless<T>(Func<T, Task<bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return async request => !await predicate(request).ConfigureAwait(false);
    }

    public static Func<IPersistentRepresentation, Task<bool>> OfType(Type messageType)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        return message => Task.FromResult(messageType.IsInstanceOfType(message.Payload));
    }
}
