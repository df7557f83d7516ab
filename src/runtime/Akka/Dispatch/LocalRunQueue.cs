using System.Runtime.InteropServices;

namespace Akka.Dispatch;

/// <summary>
/// The mailboxes that a pool thread runs next: at most two that were woken while it ran another one. They stay on this core, where
/// their messages are in the cache, and wake no other core.
/// </summary>
/// <remarks>
/// Two, for a pair of actors that send to each other: the one that was woken and the one that has used up its turn.
/// Only the owning thread puts in and runs. <see cref="LocalRunQueueMonitor"/> passes by every few milliseconds and moves what it finds to the
/// pool: that frees what waits behind a long or blocked handler, and the thread from a group of actors that never falls silent.
/// </remarks>
internal sealed class LocalRunQueue
{
    [ThreadStatic]
    private static LocalRunQueue? t_current;

    private readonly ExecutionContext _poolContext = ExecutionContext.Capture()!;
    private Mailbox? _next;
    private Mailbox? _later;
    private bool _runs;
    private volatile bool _mustYield;
    private volatile bool _isUsed;
#pragma warning disable CS0169, IDE0051 // Never read: two threads' queues do not share a cache line.
    private readonly CacheLines _padding;
#pragma warning restore CS0169, IDE0051

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct CacheLines;

    /// <summary>Runs the mailbox on the calling pool thread, and then what was put meanwhile.</summary>
    public static void Run(Mailbox mailbox) => (t_current ??= Create()).RunAll(mailbox);

    /// <summary>Keeps a mailbox for the calling thread. False when that thread runs no mailboxes now, or has enough: then it is the pool's.</summary>
    public static bool TryPut(Mailbox mailbox) => t_current is { _runs: true, _mustYield: false } queue && queue.Put(mailbox);

    private static LocalRunQueue Create()
    {
        var queue = new LocalRunQueue();
        LocalRunQueueMonitor.Instance.Add(queue);
        return queue;
    }

    private void RunAll(Mailbox mailbox)
    {
        _mustYield = false;
        _runs = true;
        try
        {
            mailbox.Run();
            while (Take() is { } next)
            {
                ForgetAmbientState();
                next.Run();
            }
        }
        finally
        {
            _runs = false;
            MoveToPool();
        }
    }

    /// <summary>What a handler left on the thread is not the next actor's; the pool does the same between two pieces of work.</summary>
    private void ForgetAmbientState()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), _poolContext)) ExecutionContext.Restore(_poolContext);
        if (SynchronizationContext.Current is not null) SynchronizationContext.SetSynchronizationContext(null);
    }

    private bool Put(Mailbox mailbox)
    {
        ref var place = ref _next is null ? ref _next : ref _later;
        if (place is not null) return false;
        _isUsed = true;
        Interlocked.Exchange(ref place, mailbox);   // A full fence: a monitor that goes to rest sees the use, or WakeUp sees that it rests.
        LocalRunQueueMonitor.Instance.WakeUp();
        return true;
    }

    private Mailbox? Take()
    {
        var next = TakeFrom(ref _next);
        if (_later is not null)
        {
            var later = TakeFrom(ref _later);
            if (next is null) return later;
            Volatile.Write(ref _next, later);
        }
        return next;
    }

    // Owner and monitor may both want it; one gets it.
    private static Mailbox? TakeFrom(ref Mailbox? place) => place is null ? null : Interlocked.Exchange(ref place, null);

    /// <summary>Moves what waits to the pool, and lets the thread go there after the mailbox that it runs. True when there was use since the last call.</summary>
    internal bool Sweep()
    {
        var wasUsed = _isUsed;
        if (wasUsed)
        {
            _isUsed = false;
            _mustYield = true;
        }
        MoveToPool();
        return wasUsed;
    }

    internal bool IsUsed => _isUsed;

    private void MoveToPool()
    {
        if (TakeFrom(ref _next) is { } next) ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        if (TakeFrom(ref _later) is { } later) ThreadPool.UnsafeQueueUserWorkItem(later, preferLocal: false);
    }
}
