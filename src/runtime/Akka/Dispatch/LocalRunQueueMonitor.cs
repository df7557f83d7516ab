namespace Akka.Dispatch;

/// <summary>One background thread that sweeps all <see cref="LocalRunQueue"/>s every few milliseconds while they are used, and sleeps while they are not.</summary>
internal sealed class LocalRunQueueMonitor
{
    /// <summary>The longest that one long handler keeps others waiting. Each sweep takes a core from somebody: a thousand a second cost a busy gateway a fiftieth.</summary>
    private const int PeriodMs = 4;

    private const int QuietSweepsBeforeRest = 5;

    private readonly List<WeakReference<LocalRunQueue>> _queues = [];   // weak: a queue ends with its thread
    private readonly AutoResetEvent _wakeUp = new(false);
    private int _isAwake;

    private LocalRunQueueMonitor() => new Thread(Watch) { IsBackground = true, Name = "akka.local-run-queue-monitor" }.UnsafeStart();

    public static LocalRunQueueMonitor Instance { get; } = new();

    public void Add(LocalRunQueue queue)
    {
        lock (_queues)
        {
            _queues.RemoveAll(static reference => !reference.TryGetTarget(out _));
            _queues.Add(new WeakReference<LocalRunQueue>(queue));
        }
    }

    /// <summary>Called after a queue has marked its use.</summary>
    public void WakeUp()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0) _wakeUp.Set();
    }

    private void Watch()
    {
        while (true)
        {
            _wakeUp.WaitOne();
            do
            {
                for (var quiet = 0; quiet < QuietSweepsBeforeRest; quiet++)
                {
                    Thread.Sleep(PeriodMs);
                    if (Any(static queue => queue.Sweep())) quiet = -1;
                }
                Interlocked.Exchange(ref _isAwake, 0);
            }
            while (Any(static queue => queue.IsUsed) && Interlocked.Exchange(ref _isAwake, 1) == 0);
        }
    }

    private bool Any(Func<LocalRunQueue, bool> isTrue)
    {
        var any = false;
        lock (_queues)
        {
            foreach (var reference in _queues)
            {
                if (reference.TryGetTarget(out var queue)) any |= isTrue(queue);
            }
        }
        return any;
    }
}
