using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>The bounded queue between the gateway's actors and one socket. Counts bytes, replaces, drops; thread safe.</summary>
/// <remarks>
/// A client that keeps up gets every frame; for one that does not, from <see cref="SocketOptions.CoalesceAboveBytes"/> on, a frame that tells the whole state replaces the
/// one before it that still waits. What bounds the queue: <see cref="SocketOptions.DropAboveBytes"/> for frames that may be dropped, and
/// <see cref="SocketOptions.MaxBufferedBytes"/> for the others, which end the connection when they find it full.
/// </remarks>
internal sealed class OutboundQueue(SocketOptions options)
{
    /// <summary>A queue that grew beyond this in a burst is given back once it is empty.</summary>
    private const int IdleCapacity = 64;

    private readonly Lock _lock = new();
    private Queue<Entry> _frames = new();
    private Dictionary<string, Replaceable>? _replaceable;
    private Action? _wake;
    private long _bufferedBytes;
    private bool _idle;
    private bool _closed;

    /// <summary>Bytes queued or being written.</summary>
    public long BufferedBytes => Interlocked.Read(ref _bufferedBytes);

    /// <summary>How many droppable frames were dropped or replaced.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether no further frames are taken.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Sets what is called, once, when a frame arrives after <see cref="TryTakeOrWait"/> found none.</summary>
    public void Attach(Action wake) => _wake = wake;

    /// <summary>Queues a frame; see <see cref="IOutbound.TryEnqueue"/>.</summary>
    public bool TryEnqueue(OutboundFrame frame)
    {
        Action? wake;
        lock (_lock)
        {
            if (_closed)
            {
                return true;
            }

            if (frame.Droppable && (TryReplace(frame) || DropForSlowness(frame)))
            {
                return true;
            }

            if (BufferedBytes + frame.Length > options.MaxBufferedBytes)
            {
                // The client is beyond help: free its memory now, and leave room for the close frame alone.
                Discard();
                return false;
            }

            Append(frame);
            wake = TakeWake();
        }

        wake?.Invoke();
        return true;
    }

    /// <summary>Takes the next frames, or arms the wake-up.</summary>
    /// <param name="batch">Gets them; it is empty before.</param>
    public bool TryTakeOrWait(OutboundBatch batch)
    {
        lock (_lock)
        {
            _idle = !TryTakeLocked(batch);
            if (_idle)
            {
                batch.Rest();
            }

            return !_idle;
        }
    }

    /// <summary>Takes the next frames.</summary>
    /// <param name="batch">Gets them; it is empty before.</param>
    public bool TryTake(OutboundBatch batch)
    {
        lock (_lock)
        {
            return TryTakeLocked(batch);
        }
    }

    /// <summary>Makes a batch of a frame that overtakes those in the queue.</summary>
    public OutboundBatch Overtake(OutboundFrame frame)
    {
        var batch = new OutboundBatch();
        batch.Add(frame);
        Interlocked.Add(ref _bufferedBytes, batch.Bytes);
        return batch;
    }

    /// <summary>A batch has been written, or never will be. It is empty afterwards.</summary>
    public void Written(OutboundBatch batch)
    {
        Interlocked.Add(ref _bufferedBytes, -batch.Bytes);
        batch.Clear();
    }

    /// <summary>Takes no more frames. What is queued can still be taken.</summary>
    /// <param name="lastFrame">Is queued in the same step, so that nothing comes after it; left out when it finds the queue full or closed.</param>
    public void Close(OutboundFrame? lastFrame = null)
    {
        Action? wake;
        lock (_lock)
        {
            if (lastFrame is not null && !_closed && BufferedBytes + lastFrame.Length <= options.MaxBufferedBytes)
            {
                Append(lastFrame);
            }

            _closed = true;
            wake = TakeWake();
        }

        wake?.Invoke();
    }

    /// <summary>Throws away what is queued.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Discard();
        }
    }

    private bool TryReplace(OutboundFrame frame)
    {
        if (frame.CoalesceKey is not { } key || _replaceable is null || !_replaceable.TryGetValue(key, out var waiting))
        {
            return false;
        }

        Interlocked.Add(ref _bufferedBytes, frame.Length - waiting.Latest.Length);
        waiting.Latest = frame;
        Dropped++;
        return true;
    }

    private bool DropForSlowness(OutboundFrame frame)
    {
        if (BufferedBytes + frame.Length <= options.DropAboveBytes)
        {
            return false;
        }

        Dropped++;
        return true;
    }

    private void Append(OutboundFrame frame)
    {
        Replaceable? replaceable = null;
        Interlocked.Add(ref _bufferedBytes, frame.Length);
        if (frame is { Droppable: true, CoalesceKey: { } key } && BufferedBytes >= options.CoalesceAboveBytes)
        {
            replaceable = new Replaceable(key, frame);
            (_replaceable ??= new Dictionary<string, Replaceable>(StringComparer.Ordinal))[key] = replaceable;
        }

        _frames.Enqueue(new Entry(frame, replaceable));
    }

    private bool TryTakeLocked(OutboundBatch batch)
    {
        while (batch.HasRoom && _frames.TryDequeue(out var entry))
        {
            batch.Add(entry.Replaceable is { } replaceable ? Settle(replaceable) : entry.Frame);
        }

        ShrinkIfIdle();
        return batch.Count != 0;
    }

    private void ShrinkIfIdle()
    {
        if (_frames.Count == 0 && _frames.Capacity > IdleCapacity)
        {
            _frames = new Queue<Entry>();
        }
    }

    /// <summary>The frame that goes out in this place; from now on none takes its place.</summary>
    private OutboundFrame Settle(Replaceable replaceable)
    {
        if (_replaceable?.GetValueOrDefault(replaceable.Key) == replaceable)
        {
            _replaceable.Remove(replaceable.Key);
            if (_replaceable.Count == 0)
            {
                // An idle connection holds no dictionary.
                _replaceable = null;
            }
        }

        return replaceable.Latest;
    }

    private void Discard()
    {
        while (_frames.TryDequeue(out var entry))
        {
            var frame = entry.Replaceable?.Latest ?? entry.Frame;
            Interlocked.Add(ref _bufferedBytes, -frame.Length);
        }

        _replaceable = null;
        ShrinkIfIdle();
    }

    private Action? TakeWake()
    {
        if (!_idle)
        {
            return null;
        }

        _idle = false;
        return _wake;
    }

    private readonly record struct Entry(OutboundFrame Frame, Replaceable? Replaceable);

    /// <summary>The place of a frame whose successor may take it.</summary>
    private sealed class Replaceable(string key, OutboundFrame latest)
    {
        public string Key => key;

        public OutboundFrame Latest { get; set; } = latest;
    }
}
