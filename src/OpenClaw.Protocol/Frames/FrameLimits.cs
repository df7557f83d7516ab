namespace OpenClaw.Protocol.Frames;

/// <summary>Limits of the transport; the same in protocol 3 and 4.</summary>
public static class FrameLimits
{
    /// <summary>Largest frame before the handshake, in bytes; a larger one closes with 1009.</summary>
    public const int MaxHandshakePayload = 64 * 1024;

    /// <summary>Largest frame after the handshake, in bytes; <c>policy.maxPayload</c>.</summary>
    public const int MaxPayload = 25 * 1024 * 1024;

    /// <summary>Unsent bytes after which a client counts as slow; <c>policy.maxBufferedBytes</c>.</summary>
    public const int MaxBufferedBytes = 50 * 1024 * 1024;

    /// <summary>Longest time between two ticks, in ms; <c>policy.tickIntervalMs</c>.</summary>
    public const int TickIntervalMs = 30_000;

    /// <summary>Longest request id, in characters.</summary>
    public const int MaxIdLength = 1024;
}
