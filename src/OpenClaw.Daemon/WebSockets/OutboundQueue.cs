using System.Diagnostics.CodeAnalysis;
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
    private readonly Lock _lock = new();
    private readonly LinkedList<OutboundFrame> _frames = new();
    private Dictionary<string, LinkedListNode<OutboundFrame>>? _replaceable;
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

    /// <summary>Whether there is a frame to take. For the one who takes: what others add meanwhile may be missed.</summary>
    public bool HasFrames => _frames.Count != 0;

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

    /// <summary>Takes the next frame, or arms the wake-up.</summary>
    public bool TryTakeOrWait([NotNullWhen(true)] out OutboundFrame? frame)
    {
        lock (_lock)
        {
            _idle = !TryTakeLocked(out frame);
            return frame is not null;
        }
    }

    /// <summary>Takes the next frame.</summary>
    public bool TryTake([NotNullWhen(true)] out OutboundFrame? frame)
    {
        lock (_lock)
        {
            return TryTakeLocked(out frame);
        }
    }

    /// <summary>A taken frame has been written, or never will be.</summary>
    public void Written(OutboundFrame frame) => Interlocked.Add(ref _bufferedBytes, -frame.Length);

    /// <summary>Takes no more frames. What is queued can still be taken.</summary>
    public void Close()
    {
        Action? wake;
        lock (_lock)
        {
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
        if (frame.CoalesceKey is not { } key || _replaceable is null || !_replaceable.TryGetValue(key, out var node))
        {
            return false;
        }

        Interlocked.Add(ref _bufferedBytes, frame.Length - node.Value.Length);
        node.Value = frame;
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
        var node = _frames.AddLast(frame);
        Interlocked.Add(ref _bufferedBytes, frame.Length);
        if (frame is { Droppable: true, CoalesceKey: { } key } && BufferedBytes >= options.CoalesceAboveBytes)
        {
            (_replaceable ??= new Dictionary<string, LinkedListNode<OutboundFrame>>(StringComparer.Ordinal))[key] = node;
        }
    }

    private bool TryTakeLocked([NotNullWhen(true)] out OutboundFrame? frame)
    {
        if (_frames.First is not { } node)
        {
            frame = null;
            return false;
        }

        _frames.RemoveFirst();
        frame = node.Value;
        if (_replaceable is not null && frame is { Droppable: true, CoalesceKey: { } key } && _replaceable.TryGetValue(key, out var latest) && latest == node)
        {
            _replaceable.Remove(key);
            if (_replaceable.Count == 0)
            {
                // An idle connection holds no dictionary.
                _replaceable = null;
            }
        }

        return true;
    }

    private void Discard()
    {
        foreach (var frame in _frames)
        {
            Interlocked.Add(ref _bufferedBytes, -frame.Length);
        }

        _frames.Clear();
        _replaceable = null;
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
}
