namespace OpenClaw.Daemon.Process;

/// <summary>Gives memory back while the gateway rests.</summary>
/// <remarks>
/// The collector works when memory is asked for: what a start, a crowd of clients or a large run has left behind would stay with an idle process for good. So once the start is
/// over, and then every few seconds, somebody looks: if hardly anything was asked for since the last look and the heap is much larger than it was left the last time,
/// it is collected and given back. What was still in use then may be garbage later, which nothing tells; so a large heap is looked into again after a while.
/// </remarks>
internal sealed class MemoryKeeper : IDisposable
{
    /// <summary>Allocated between two looks, this is rest: ticks, health, a client that polls.</summary>
    private const long RestBytes = 8L * 1024 * 1024;

    /// <summary>Less is not worth a pause of some tens of milliseconds.</summary>
    private const long WorthBytes = 32L * 1024 * 1024;

    private static readonly TimeSpan s_startOver = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(15);

    private readonly TimeProvider _time;
    private readonly Func<HeapUse> _read;
    private readonly Action _giveBack;
    private readonly ITimer _timer;
    private long _allocated;
    private long _left;
    private long _givenBackAt;
    private bool _isStartOver;

    /// <summary>Begins to look.</summary>
    /// <param name="time">When to look.</param>
    /// <param name="read">Tells how much memory is used.</param>
    /// <param name="giveBack">Gives back what is not.</param>
    public MemoryKeeper(TimeProvider time, Func<HeapUse> read, Action giveBack)
    {
        _time = time;
        _read = read;
        _giveBack = giveBack;
        _timer = time.CreateTimer(static state => ((MemoryKeeper)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(s_startOver, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks after this process.</summary>
    public static MemoryKeeper OfThisProcess(TimeProvider time) => new(time, HeapUse.Read, static () => ResidentMemory.GiveBack());

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var use = _read();
        if (!_isStartOver || (use.Allocated - _allocated < RestBytes && IsWorthIt(use.Size)))
        {
            _giveBack();
            _isStartOver = true;
            _givenBackAt = _time.GetTimestamp();
            use = _read();
            _left = use.Size;
        }

        _allocated = use.Allocated;
        _timer.Change(s_lookEvery, Timeout.InfiniteTimeSpan);
    }

    private bool IsWorthIt(long size) => size - _left > WorthBytes || (size > 2 * WorthBytes && _time.GetElapsedTime(_givenBackAt) > s_again);
}

/// <summary>How much of the managed heap is used.</summary>
/// <param name="Allocated">Bytes allocated since the process began.</param>
/// <param name="Size">Bytes that the heap holds, garbage and free room among them.</param>
internal readonly record struct HeapUse(long Allocated, long Size)
{
    /// <summary>Of this process.</summary>
    public static HeapUse Read() =>
        // The collector knows what it held after its last round, and the total what has come since.
        new(GC.GetTotalAllocatedBytes(), Math.Max(GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, GC.GetTotalMemory(forceFullCollection: false)));
}
