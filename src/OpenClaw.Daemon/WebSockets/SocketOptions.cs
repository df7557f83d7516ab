using OpenClaw.Protocol.Frames;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Limits of one socket.</summary>
public sealed record SocketOptions
{
    /// <summary>Buffered bytes from which on a frame replaces its predecessor that still waits. 64 KiB: a client that keeps up sees every event.</summary>
    public int CoalesceAboveBytes { get; init; } = 64 * 1024;

    /// <summary>Unsent bytes at which a frame that must not be dropped ends the connection; <c>policy.maxBufferedBytes</c>.</summary>
    public int MaxBufferedBytes { get; init; } = FrameLimits.MaxBufferedBytes;

    /// <summary>Unsent bytes at which droppable frames are dropped: well below the above, so that a slow client gets what counts.</summary>
    public int DropAboveBytes { get; init; } = 1024 * 1024;

    /// <summary>Largest message before the handshake, in bytes.</summary>
    public int HandshakeFrameBytes { get; init; } = FrameLimits.MaxHandshakePayload;

    /// <summary>First buffer for a message, in bytes: most requests fit, and it is rented only once data is there.</summary>
    public int FirstBufferBytes { get; init; } = 4096;

    /// <summary>How long flushing, the close frame and the client's answer to it may take together. Below 1 s, so that a stop with a silent client is.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromMilliseconds(750);
}
