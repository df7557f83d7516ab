namespace Akka.TestKit.Internal;

/// <summary>What a test actor received and the test did not yet take. Takers wait by blocking or by awaiting; a look does not take.</summary>
internal sealed class MessageQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<MessageEnvelope> _items = new();
    private readonly SemaphoreSlim _available = new(0);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    public void Enqueue(MessageEnvelope envelope)
    {
        lock (_lock)
        {
            _items.AddLast(envelope);
        }

        _available.Release();
    }

    /// <summary>Waits up to <paramref name="timeout"/> (infinite when negative) and takes the first message.</summary>
    public MessageEnvelope? Take(TimeSpan timeout, CancellationToken cancellationToken) =>
        _available.Wait(Bounded(timeout), cancellationToken) ? RemoveFirst() : null;

    public async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        await _available.WaitAsync(Bounded(timeout), cancellationToken).ConfigureAwait(false) ? RemoveFirst() : null;

    public MessageEnvelope? Peek(TimeSpan timeout, CancellationToken cancellationToken) =>
        _available.Wait(Bounded(timeout), cancellationToken) ? LookAtFirst() : null;

    public async ValueTask<MessageEnvelope?> PeekAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        await _available.WaitAsync(Bounded(timeout), cancellationToken).ConfigureAwait(false) ? LookAtFirst() : null;

    /// <summary>A semaphore waits for at most 24 days, or for ever.</summary>
    private static TimeSpan Bounded(TimeSpan timeout) =>
        timeout < TimeSpan.Zero || timeout.TotalMilliseconds > int.MaxValue ? Timeout.InfiniteTimeSpan : timeout;

    private MessageEnvelope RemoveFirst()
    {
        lock (_lock)
        {
            var first = _items.First!.Value;
            _items.RemoveFirst();
            return first;
        }
    }

    private MessageEnvelope LookAtFirst()
    {
        MessageEnvelope first;
        lock (_lock)
        {
            first = _items.First!.Value;
        }

        _available.Release();
        return first;
    }
}
