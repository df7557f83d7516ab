using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>A fixed number of own background threads that share one queue.</summary>
internal sealed class DedicatedThreadPool : IDisposable
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public DedicatedThreadPool(int threads, string name)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(RunWorker) { IsBackground = true, Name = threads == 1 ? name : $"{name}_{i + 1}" }.Start();
        }
    }

    public void Queue(IRunnable work)
    {
        try
        {
            _work.Add(work);
        }
        catch (InvalidOperationException)
        {
            // Shut down: a mailbox that still wakes up (late system messages) runs on the shared pool.
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    private void RunWorker()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work.Run();
    }

    /// <summary>Threads finish what is queued and end.</summary>
    public void Dispose() => _work.CompleteAdding();
}
