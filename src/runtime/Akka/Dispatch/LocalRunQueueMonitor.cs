namespace Akka.Dispatch;

/// <summary>One background thread that sweeps all <see cref="LocalRunQueue"/>s every millisecond while they are used, and sleeps while they are not.</summary>
internal sealed class LocalRunQueueMonitor
{
    private const int QuietSweepsBeforeRest = 20;

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
                    Thread.Sleep(1);
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
