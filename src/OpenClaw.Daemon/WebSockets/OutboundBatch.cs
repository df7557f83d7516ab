using System.Runtime.InteropServices;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Frames that go out together: what waited for one socket, up to a size. Its owner uses it again.</summary>
internal sealed class OutboundBatch
{
    /// <summary>A batch of this many bytes takes no further frame. Large enough for what waits in a burst, small enough that a tick does not wait long behind it.</summary>
    private const int EnoughBytes = 16 * 1024;

    /// <summary>A batch that grew beyond this many frames gives their places back when its owner has nothing to do.</summary>
    private const int IdleCapacity = 32;

    private readonly List<OutboundFrame> _frames = [];

    /// <summary>The frames, in order.</summary>
    public ReadOnlySpan<OutboundFrame> Frames => CollectionsMarshal.AsSpan(_frames);

    /// <summary>How many frames.</summary>
    public int Count => _frames.Count;

    /// <summary>Size of all of them in bytes, their numbers aside.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether another frame may join.</summary>
    public bool HasRoom => Bytes < EnoughBytes;

    /// <summary>How many frames it holds memory for.</summary>
    public int Capacity => _frames.Capacity;

    /// <summary>Adds a frame.</summary>
    public void Add(OutboundFrame frame)
    {
        _frames.Add(frame);
        Bytes += frame.Length;
    }

    /// <summary>Lets go of the frames.</summary>
    public void Clear()
    {
        _frames.Clear();
        Bytes = 0;
    }

    /// <summary>Nothing waits: gives back what a burst has made it grow to. It is empty.</summary>
    public void Rest()
    {
        if (_frames.Capacity > IdleCapacity)
        {
            _frames.Capacity = 0;
        }
    }
}
