namespace Akka.Actor;

/// <summary>Calls off scheduled work; may follow tokens and be called off by the scheduler itself.</summary>
/// <remarks>Thread-safe. The token source is only made when somebody asks for the token.</remarks>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler? _scheduler;
    private CancellationTokenSource? _source;
    private IWork? _work;
    private volatile bool _cancelled;
    private bool _disposed;

    public Cancelable(IScheduler scheduler) : this(scheduler.Advanced) { }

    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    public Cancelable(IScheduler scheduler, TimeSpan delay) : this(scheduler.Advanced, delay) { }

    public Cancelable(IActionScheduler scheduler, TimeSpan delay) : this(scheduler) => CancelAfter(delay);

    public Cancelable(IScheduler scheduler, int millisecondsDelay) : this(scheduler.Advanced, TimeSpan.FromMilliseconds(millisecondsDelay)) { }

    public Cancelable(IScheduler scheduler, CancellationTokenSource source) : this(scheduler.Advanced, source) { }

    public Cancelable(IActionScheduler scheduler, CancellationTokenSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _scheduler = scheduler;
        _source = source;
    }

    public bool IsCancellationRequested => _cancelled || _source is { IsCancellationRequested: true };

    public CancellationToken Token => Source().Token;

    public void Cancel() => Cancel(false);

    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _cancelled = true;
        Interlocked.Exchange(ref _work, null)?.LetGo();
        Volatile.Read(ref _source)?.Cancel(throwOnFirstException);
    }

    /// <summary>Tells scheduled work when it is called off here; of several, the latest. The others learn of it when they are due.</summary>
    internal void Attach(IWork work)
    {
        Interlocked.Exchange(ref _work, work);
        // A cancellation between the scheduler's look and this one would be missed.
        if (_cancelled) Interlocked.Exchange(ref _work, null)?.LetGo();
    }

    public void CancelAfter(TimeSpan delay)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (delay == TimeSpan.Zero) Cancel();
        else if (_scheduler is null) Source().CancelAfter(delay);
        else _scheduler.ScheduleOnce(delay, CancelUnlessDisposed, this);
    }

    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <summary>One that is called off already.</summary>
    public static ICancelable CreateCanceled() => AlreadyCanceled.Instance;

    /// <summary>Follows any of the tokens.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource([.. cancelables.Select(cancelable => cancelable.Token)]));

    /// <inheritdoc cref="CreateLinkedCancelable(IScheduler, ICancelable[])"/>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) =>
        new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        if (disposing) _source?.Dispose();
    }

    private void CancelUnlessDisposed()
    {
        if (!_disposed) Cancel();
    }

    private CancellationTokenSource Source()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Volatile.Read(ref _source) is { } known) return known;

        var created = new CancellationTokenSource();
        var source = Interlocked.CompareExchange(ref _source, created, null) ?? created;
        // A cancellation between the look at the field and its setting would be missed.
        if (_cancelled) source.Cancel();
        return source;
    }

    /// <summary>What was scheduled.</summary>
    internal interface IWork
    {
        /// <summary>It was called off: it runs no more, and holds nothing any longer.</summary>
        void LetGo();
    }

    private sealed class AlreadyCanceled : ICancelable
    {
        public static readonly AlreadyCanceled Instance = new();

        public bool IsCancellationRequested => true;

        public CancellationToken Token { get; } = new(true);

        public void Cancel() { }

        public void CancelAfter(TimeSpan delay) { }

        public void CancelAfter(int millisecondsDelay) { }

        public void Cancel(bool throwOnFirstException) { }
    }
}
