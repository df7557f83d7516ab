using System.Threading.Channels;

namespace OpenClaw.Persistence.Sql;

/// <summary>
/// Gathers the writes of many actors into few transactions: while one commit waits for the disk, the next batch fills. That is what
/// makes one durable commit per event affordable.
/// </summary>
/// <typeparam name="TWork">One unit that is stored all or none.</typeparam>
/// <remarks>
/// One consumer, any number of producers. The queue is bounded: a producer waits when the disk cannot keep up, which slows the
/// actors instead of filling memory. When a batch is refused, each of its units is tried again alone, so that one bad unit does not
/// take its neighbours down. When the database is away, the whole batch fails with it.
/// </remarks>
internal sealed class GroupCommitWriter<TWork> : IAsyncDisposable
{
    private const int QueueCapacity = 4096;
    private const int MaxBatch = 1024;

    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly Func<IReadOnlyList<TWork>, Task> _commit;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="commit">
    /// Stores a batch in one transaction; throws when nothing of it is stored, and <see cref="StoreUnavailableException"/> when that is not known.
    /// </param>
    public GroupCommitWriter(Func<IReadOnlyList<TWork>, Task> commit)
    {
        _commit = commit;
        new Thread(Run) { IsBackground = true, Name = "journal-writer" }.Start();
    }

    /// <summary>The task ends when the unit is durable, or fails with what the database said.</summary>
    public async Task WriteAsync(TWork work)
    {
        var pending = new Pending(work);
        await _queue.Writer.WriteAsync(pending).ConfigureAwait(false);
        await pending.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task.ConfigureAwait(false);
    }

    // A thread of its own: a commit blocks on the disk, and the thread pool belongs to the control plane.
    private void Run()
    {
        var batch = new List<Pending>(MaxBatch);
        var works = new List<TWork>(MaxBatch);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            works.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
                works.Add(pending.Work);
            }

            try
            {
                _commit(works).GetAwaiter().GetResult();
                foreach (var pending in batch) pending.Done.TrySetResult();
            }
            catch (Exception exception) when (batch.Count == 1 || exception is StoreUnavailableException)
            {
                foreach (var pending in batch) pending.Done.TrySetException(exception);
            }
            catch (Exception)
            {
                // Nothing of the batch is stored; whose fault it was shows when each is tried alone.
                CommitOneByOne(batch);
            }
        }

        _ended.TrySetResult();
    }

    private void CommitOneByOne(List<Pending> batch)
    {
        foreach (var pending in batch)
        {
            try
            {
                _commit([pending.Work]).GetAwaiter().GetResult();
                pending.Done.TrySetResult();
            }
            catch (Exception exception)
            {
                pending.Done.TrySetException(exception);
            }
        }
    }

    private sealed class Pending(TWork work)
    {
        public TWork Work { get; } = work;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
