namespace Akka.Persistence.TestKit;

/// <summary>Tells the journal of a test what to do with the events that are written: what it may do to those replayed, and refuse them.</summary>
public class JournalWriteBehavior : JournalRecoveryBehavior
{
    internal JournalWriteBehavior(Func<IJournalInterceptor, Task> use) : base(use) { }

    /// <summary>Refuses every event.</summary>
    public Task Reject() => SetAsync(null, null, Rejection);

    /// <summary>Refuses events whose payload is of a type.</summary>
    public Task RejectOnType<TMessage>() => RejectOnType(typeof(TMessage));

    /// <summary>Refuses events whose payload is of a type.</summary>
    public Task RejectOnType(Type messageType) => SetAsync(Conditions.OfType(messageType), null, Rejection);

    /// <summary>Refuses events that fit.</summary>
    public Task RejectIf(Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), null, Rejection);

    /// <summary>Refuses events that fit.</summary>
    public Task RejectIf(Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), null, Rejection);

    /// <summary>Refuses events that do not fit.</summary>
    public Task RejectUnless(Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), null, Rejection);

    /// <summary>Refuses events that do not fit.</summary>
    public Task RejectUnless(Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), null, Rejection);

    /// <summary>Refuses every event, after a wait.</summary>
    public Task RejectWithDelay(TimeSpan delay) => SetAsync(null, Delays.Of(delay), Rejection);

    /// <summary>Refuses events that fit, after a wait.</summary>
    public Task RejectIfWithDelay(TimeSpan delay, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), Delays.Of(delay), Rejection);

    /// <summary>Refuses events that fit, after a wait.</summary>
    public Task RejectIfWithDelay(TimeSpan delay, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), Delays.Of(delay), Rejection);

    /// <summary>Refuses events that do not fit, after a wait.</summary>
    public Task RejectUnlessWithDelay(TimeSpan delay, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), Delays.Of(delay), Rejection);

    /// <summary>Refuses events that do not fit, after a wait.</summary>
    public Task RejectUnlessWithDelay(TimeSpan delay, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), Delays.Of(delay), Rejection);

    /// <summary>Refuses events whose payload is of a type, after a wait.</summary>
    public Task RejectOnTypeWithDelay<TMessage>(TimeSpan delay) => RejectOnTypeWithDelay(delay, typeof(TMessage));

    /// <summary>Refuses events whose payload is of a type, after a wait.</summary>
    public Task RejectOnTypeWithDelay(TimeSpan delay, Type messageType) => SetAsync(Conditions.OfType(messageType), Delays.Of(delay), Rejection);

    /// <summary>Refuses every event, after a wait.</summary>
    public Task RejectWithDelay(Func<Task> delayAsync) => SetAsync(null, delayAsync, Rejection);

    /// <summary>Refuses events that fit, after a wait.</summary>
    public Task RejectIfWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.When(predicate), delayAsync, Rejection);

    /// <summary>Refuses events that fit, after a wait.</summary>
    public Task RejectIfWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.When(predicate), delayAsync, Rejection);

    /// <summary>Refuses events that do not fit, after a wait.</summary>
    public Task RejectUnlessWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, bool> predicate) => SetAsync(Conditions.Unless(predicate), delayAsync, Rejection);

    /// <summary>Refuses events that do not fit, after a wait.</summary>
    public Task RejectUnlessWithDelay(Func<Task> delayAsync, Func<IPersistentRepresentation, Task<bool>> predicate) => SetAsync(Conditions.Unless(predicate), delayAsync, Rejection);

    /// <summary>Refuses events whose payload is of a type, after a wait.</summary>
    public Task RejectOnTypeWithDelay<TMessage>(Func<Task> delayAsync) => RejectOnTypeWithDelay(delayAsync, typeof(TMessage));

    /// <summary>Refuses events whose payload is of a type, after a wait.</summary>
    public Task RejectOnTypeWithDelay(Func<Task> delayAsync, Type messageType) => SetAsync(Conditions.OfType(messageType), delayAsync, Rejection);

    private static TestJournalRejectionException Rejection(IPersistentRepresentation message) =>
        new($"Test journal rejected event [{message.Payload?.GetType()}] of [{message.PersistenceId}].");
}
