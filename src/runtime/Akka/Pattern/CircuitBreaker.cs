using Akka.Actor;

namespace Akka.Pattern;

/// <summary>
/// Stands before a service that may fail: after <c>maxFailures</c> in a row (errors or calls longer than the time-out) it is open and
/// refuses calls at once; after the reset time it lets one call through, and that call decides.
/// </summary>
/// <remarks>Thread-safe. With a back-off factor each failed probe makes the next reset time longer, up to the maximum.</remarks>
public sealed class CircuitBreaker
{
    private readonly Lock _gate = new();
    private readonly IScheduler _scheduler;
    private readonly int _maxFailures;
    private readonly TimeSpan _callTimeout;
    private readonly TimeSpan _resetTimeout;
    private readonly TimeSpan _maxResetTimeout;
    private readonly double _backoffFactor;
    private readonly double _randomFactor;
    private readonly List<Action> _onOpen = [];
    private readonly List<Action> _onHalfOpen = [];
    private readonly List<Action> _onClose = [];
    private State _state = State.Closed;
    private int _failures;
    private bool _probing;
    private TimeSpan _currentResetTimeout;
    private long _openedAtTicks;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0)
    {
    }

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0)
    {
    }

    /// <exception cref="ArgumentException">A back-off factor below 1, or a random factor outside 0..1.</exception>
    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor, double randomFactor)
    {
        if (exponentialBackoffFactor < 1.0) throw new ArgumentException("factor must be >= 1.0", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0) throw new ArgumentException("randomFactor must be between 0.0 and 1.0", nameof(randomFactor));

        _scheduler = scheduler;
        _maxFailures = maxFailures;
        _callTimeout = callTimeout;
        _resetTimeout = resetTimeout;
        _maxResetTimeout = maxResetTimeout;
        _backoffFactor = exponentialBackoffFactor;
        _randomFactor = randomFactor;
        _currentResetTimeout = resetTimeout;
    }

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    public IScheduler Scheduler => _scheduler;

    public int MaxFailures => _maxFailures;

    public TimeSpan CallTimeout => _callTimeout;

    public TimeSpan ResetTimeout => _resetTimeout;

    public TimeSpan MaxResetTimeout => _maxResetTimeout;

    public double ExponentialBackoffFactor => _backoffFactor;

    public double RandomFactor => _randomFactor;

    /// <summary>Failures in a row while closed.</summary>
    public int CurrentFailureCount
    {
        get { lock (_gate) return _failures; }
    }

    /// <summary>The last failure that opened the breaker, if it is known.</summary>
    public Exception? LastCaughtException { get; private set; }

    public bool IsClosed
    {
        get { lock (_gate) return _state == State.Closed; }
    }

    public bool IsOpen
    {
        get { lock (_gate) return _state == State.Open; }
    }

    public bool IsHalfOpen
    {
        get { lock (_gate) return _state == State.HalfOpen; }
    }

    /// <summary>The same breaker with a reset time that doubles after each failed probe.</summary>
    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(_scheduler, _maxFailures, _callTimeout, _resetTimeout, maxResetTimeout, 2.0, _randomFactor);

    /// <summary>The same breaker with reset times that are longer by up to this share, at random.</summary>
    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(_scheduler, _maxFailures, _callTimeout, _resetTimeout, _maxResetTimeout, _backoffFactor, randomFactor);

    public CircuitBreaker OnOpen(Action callback) => Add(_onOpen, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => Add(_onHalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => Add(_onClose, callback);

    /// <summary>Calls the body unless the breaker is open.</summary>
    /// <exception cref="OpenCircuitException">The breaker is open; the task fails with it.</exception>
    /// <exception cref="TimeoutException">The call took longer than the call time-out; the task fails with it.</exception>
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => Guarded(body, null);

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    /// <param name="body">Gets a token that is cancelled when the call takes too long.</param>
    public async Task<T> WithCircuitBreaker<T>(Func<CancellationToken, Task<T>> body)
    {
        using var late = new CancellationTokenSource();
        return await Guarded(() => body(late.Token), late).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{CancellationToken, Task{T}})"/>
    public Task WithCircuitBreaker(Func<CancellationToken, Task> body) => WithCircuitBreaker(async token =>
    {
        await body(token).ConfigureAwait(false);
        return NotUsed.Instance;
    });

    private async Task<T> Guarded<T>(Func<Task<T>> body, CancellationTokenSource? late)
    {
        Enter();
        try
        {
            var call = body();
            if (!call.IsCompleted) call = WithTimeout(call, late);
            var result = await call.ConfigureAwait(false);
            Succeed();
            return result;
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
    }

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) => WithCircuitBreaker(() => body(state));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(async () =>
    {
        await body().ConfigureAwait(false);
        return NotUsed.Instance;
    });

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => WithCircuitBreaker(() => body(state));

    /// <summary>Calls a synchronous body unless the breaker is open.</summary>
    /// <exception cref="OpenCircuitException">The breaker is open.</exception>
    /// <exception cref="TimeoutException">The body took too long.</exception>
    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker(() =>
    {
        body();
        return NotUsed.Instance;
    });

    /// <inheritdoc cref="WithSyncCircuitBreaker(Action)"/>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        Enter();
        var started = _scheduler.MonotonicClock;
        T result;
        try
        {
            result = body();
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }

        if (_scheduler.MonotonicClock - started > _callTimeout)
        {
            var timeout = new TimeoutException($"The call took longer than {_callTimeout}.");
            Fail(timeout);
            throw timeout;
        }

        Succeed();
        return result;
    }

    /// <summary>Tells of a success that happened outside a guarded call.</summary>
    public void Succeed() => Transition(() =>
    {
        switch (_state)
        {
            case State.Closed:
                _failures = 0;
                return null;
            case State.HalfOpen:
                _failures = 0;
                _probing = false;
                _currentResetTimeout = _resetTimeout;
                _state = State.Closed;
                return _onClose;
            default:
                return null;
        }
    });

    /// <summary>Tells of a failure that happened outside a guarded call.</summary>
    public void Fail() => Fail(new UserCalledFailException());

    private void Fail(Exception? cause) => Transition(() =>
    {
        // A refusal by the breaker itself is not the service's failure.
        if (cause is OpenCircuitException) return null;
        if (cause is not null) LastCaughtException = cause;
        switch (_state)
        {
            case State.Closed when ++_failures >= _maxFailures:
                return Open();
            case State.HalfOpen:
                _probing = false;
                var next = TimeSpan.FromTicks((long)Math.Min(_maxResetTimeout.Ticks, _currentResetTimeout.Ticks * _backoffFactor));
                _currentResetTimeout = next;
                return Open();
            default:
                return null;
        }
    });

    private List<Action> Open()
    {
        _state = State.Open;
        var jitter = 1.0 + Random.Shared.NextDouble() * _randomFactor;
        var delay = TimeSpan.FromTicks((long)Math.Min(TimeSpan.FromDays(24).Ticks, _currentResetTimeout.Ticks * jitter));
        _openedAtTicks = _scheduler.MonotonicClock.Ticks;
        _scheduler.Advanced.ScheduleOnce(delay, () => Transition(() =>
        {
            if (_state != State.Open) return null;
            _state = State.HalfOpen;
            _probing = false;
            return _onHalfOpen;
        }));
        return _onOpen;
    }

    private void Enter()
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Open:
                    var passed = TimeSpan.FromTicks(_scheduler.MonotonicClock.Ticks - _openedAtTicks);
                    var left = _currentResetTimeout - passed;
                    throw new OpenCircuitException("Circuit Breaker is open; calls are failing fast", LastCaughtException, left > TimeSpan.Zero ? left : TimeSpan.Zero);
                case State.HalfOpen when _probing:
                    throw new OpenCircuitException("Circuit Breaker is half open; another call is probing the service", LastCaughtException, TimeSpan.Zero);
                case State.HalfOpen:
                    _probing = true;
                    break;
            }
        }
    }

    private async Task<T> WithTimeout<T>(Task<T> call, CancellationTokenSource? late)
    {
        var expired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Cancelable(_scheduler);
        _scheduler.Advanced.ScheduleOnce(_callTimeout, () => expired.TrySetResult(), timer);
        if (await Task.WhenAny(call, expired.Task).ConfigureAwait(false) == call)
        {
            timer.Cancel();
            return await call.ConfigureAwait(false);
        }

        // The late answer is of no use, but its failure must not surface as an unobserved one.
        _ = call.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (late is not null) await late.CancelAsync().ConfigureAwait(false);
        throw new TimeoutException($"Execution did not complete within the time allotted {_callTimeout.TotalMilliseconds} ms");
    }

    private void Transition(Func<List<Action>?> change)
    {
        Action[] callbacks;
        lock (_gate) callbacks = change()?.ToArray() ?? [];
        foreach (var callback in callbacks) callback();
    }

    private CircuitBreaker Add(List<Action> callbacks, Action callback)
    {
        lock (_gate) callbacks.Add(callback);
        return this;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }
}

/// <summary>The breaker is open: the service was not called.</summary>
public class OpenCircuitException : AkkaException
{
    public OpenCircuitException() : base("Circuit Breaker is open; calls are failing fast") { }

    public OpenCircuitException(string message) : base(message) { }

    public OpenCircuitException(string message, Exception? cause) : base(message, cause) { }

    public OpenCircuitException(string message, Exception? cause, TimeSpan remainingDuration) : base(message, cause) => RemainingDuration = remainingDuration;

    /// <summary>Time until the breaker lets a call through again.</summary>
    public TimeSpan RemainingDuration { get; }
}

/// <summary>The cause that <see cref="CircuitBreaker.Fail()"/> leaves behind.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException() : base("User code caused [CircuitBreaker] to fail because it calls the [Fail()] method.") { }
}

/// <summary>A call came in a state that forbids it.</summary>
public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message) : base(message) { }

    public IllegalStateException(string message, Exception innerEx) : base(message, innerEx) { }
}
