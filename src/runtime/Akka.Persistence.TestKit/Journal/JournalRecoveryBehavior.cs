namespace Akka.Persistence.TestKit;

/// <summary>Tells the journal of a test what to do with the events that it replays. Each call takes the place of the one before.</summary>
public class JournalRecoveryBehavior
{
    private readonly Func<IJournalInterceptor, Task> _use;

    internal JournalRecoveryBehavior(Func<IJournalInterceptor, Task> use) => _use = use;

    /// <summary>Uses an interceptor of one's own.</summary>
    public Task SetInterceptorAsync(IJournalInterceptor interceptor) => _use(interceptor);

    /// <summary>Lets every event through.</summary>
    public Task Pass() => SetAsync(null, null, null);

    /// <summary>Lets every event through, after a wait.</summary>
    public Task PassWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), null);

    /// <summary>Lets every event through, after a wait.</summary>
    public Task PassWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, null);

    /// <summary>Fails on every event.</summary>
    public Task Fail() => SetAsync(null, null, Failure);

    /// <summary>Fails on events whose payload is of a type.</summary>
    public Task FailOnType<TMessage>() => FailOnType(typeof(TMessage));

    /// <summary>Fails on events whose payload is of a type.</summary>
    public Task FailOnType(Type messageType) => SetAsync(Conditions.OfType(messageType), null, Failure);

    /// <summary>Fails on events that fit.</summary>
    public Task FailIf(Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), null, Failure);

    /// <summary>Fails on events that fit.</summary>
    public Task FailIf(Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), null, Failure);

    /// <summary>Fails on events that do not fit.</summary>
    public Task FailUnless(Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), null, Failure);

    /// <summary>Fails on events that do not fit.</summary>
    public Task FailUnless(Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), null, Failure);

    /// <summary>Fails on every event, after a wait.</summary>
    public Task FailWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), Failure);

    /// <summary>Fails on events that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), Delays.Of(delay), Failure);

    /// <summary>Fails on events that fit, after a wait.</summary>
    public Task FailIfWithDelay(TimeSpan delay, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), Delays.Of(delay), Failure);

    /// <summary>Fails on events that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), Delays.Of(delay), Failure);

    /// <summary>Fails on events that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(TimeSpan delay, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), Delays.Of(delay), Failure);

    /// <summary>Fails on events whose payload is of a type, after a wait.</summary>
    public Task FailOnTypeWithDelay<TMessage>(TimeSpan delay) => FailOnTypeWithDelay(delay, typeof(TMessage));

    /// <summary>Fails on events whose payload is of a type, after a wait.</summary>
    public Task FailOnTypeWithDelay(TimeSpan delay, Type messageType) => SetAsync(Conditions.OfType(messageType), Delays.Of(delay), Failure);

    /// <summary>Fails on every event, after a wait.</summary>
    public Task FailWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, Failure);

    /// <summary>Fails on events that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), delayAsync, Failure);

    /// <summary>Fails on events that fit, after a wait.</summary>
    public Task FailIfWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), delayAsync, Failure);

    /// <summary>Fails on events that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), delayAsync, Failure);

    /// <summary>Fails on events that do not fit, after a wait.</summary>
    public Task FailUnlessWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), delayAsync, Failure);

    /// <summary>Fails on events whose payload is of a type, after a wait.</summary>
    public Task FailOnTypeWithDelay<TMessage>(Func<Task> delayAsync) => FailOnTypeWithDelay(delayAsync, typeof(TMessage));

    /// <summary>Fails on events whose payload is of a type, after a wait.</summary>
    public Task FailOnTypeWithDelay(Func<Task> delayAsync, Type messageType) => SetAsync(Conditions.OfType(messageType), delayAsync, Failure);

    private protected Task SetAsync(Func<IPersistentRepresentation, Task<bool>>? condition, Func<Task>? delay, Func<IPersistentRepresentation, Exception?>? end) =>
        SetInterceptorAsync(new JournalInterceptor(new Interceptor<IPersistentRepresentation>(condition, delay, end)));

    private static TestJournalFailureException Failure(IPersistentRepresentation message) =>
        new($"Test journal failed event [{message.Payload?.GetType()}] of [{message.PersistenceId}].");
}
