namespace OpenClaw.Gateway.Connections;

/// <summary>What a socket's graph tells its connection actor.</summary>
/// <remarks>
/// Each message before <see cref="Closed"/> must be answered with <see cref="Ack"/>; until then the graph reads
/// nothing more from the socket, so that a slow actor slows its own client. Order: <see cref="Opened"/>, then frames, then at
/// most one of <see cref="FrameTooLarge"/> and <see cref="Closed"/>, then <see cref="Ended"/>; or <see cref="Failed"/> at any time.
/// </remarks>
public static class SocketProtocol
{
    /// <summary>A message of the graph.</summary>
    public interface ISocketSignal;

    /// <summary>The graph runs. Sender of this message is who gets the <see cref="Ack"/>s.</summary>
    public sealed record Opened : ISocketSignal
    {
        /// <summary>The one instance.</summary>
        public static readonly Opened Instance = new();
    }

    /// <summary>A frame arrived, good or not. The receiver disposes it, which returns the bytes to their pool.</summary>
    public sealed record FrameReceived(InboundFrame Frame) : ISocketSignal;

    /// <summary>The client sent more than the limit in one message. Nothing more is read: complete with close code 1009.</summary>
    /// <param name="LimitBytes">The limit that was in force.</param>
    public sealed record FrameTooLarge(int LimitBytes) : ISocketSignal;

    /// <summary>The client sent its close frame. Not acknowledged.</summary>
    /// <param name="Code">Its code, or null when the frame had none.</param>
    /// <param name="Reason">Its reason; empty when there is none.</param>
    public sealed record Closed(int? Code, string Reason) : ISocketSignal;

    /// <summary>Nothing more will arrive. Not acknowledged.</summary>
    public sealed record Ended : ISocketSignal
    {
        /// <summary>The one instance.</summary>
        public static readonly Ended Instance = new();
    }

    /// <summary>The socket broke: reset, keep-alive time-out, protocol violation. Nothing more will arrive. Not acknowledged.</summary>
    public sealed record Failed(Exception Cause) : ISocketSignal;

    /// <summary>The actor has dealt with a signal and takes the next one.</summary>
    public sealed record Ack : Akka.Event.IDeadLetterSuppression
    {
        /// <summary>The one instance.</summary>
        public static readonly Ack Instance = new();
    }
}
