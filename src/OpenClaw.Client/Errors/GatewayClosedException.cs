namespace OpenClaw.Client;

/// <summary>How a connection ended.</summary>
/// <param name="Code">The WebSocket close code; 1006 when the socket broke without a close frame.</param>
/// <param name="Reason">The reason in the close frame, or a description of what broke.</param>
public sealed record GatewayClose(int Code, string Reason)
{
    /// <summary>The client itself closed.</summary>
    public const int Normal = 1000;

    /// <summary>The socket broke without a close frame.</summary>
    public const int Abnormal = 1006;

    /// <summary>The gateway restarts; connecting again soon is expected to work.</summary>
    public const int ServiceRestart = 1012;

    /// <summary>This client gave up on a gateway that had fallen silent.</summary>
    public const int TickTimeout = 4000;

    /// <summary>Close code and reason in one line.</summary>
    public override string ToString() => Reason.Length == 0 ? $"close code {Code}" : $"close code {Code}: {Reason}";
}

/// <summary>The connection ended while a call or a subscription was waiting.</summary>
public sealed class GatewayClosedException : Exception
{
    internal GatewayClosedException(GatewayClose close)
        : base($"the gateway connection closed ({close})") => Close = close;

    /// <summary>How it ended.</summary>
    public GatewayClose Close { get; }
}

/// <summary>A subscription's reader fell so far behind that its buffer was full: events are missing from here on.</summary>
public sealed class EventOverflowException : Exception
{
    internal EventOverflowException(int capacity)
        : base($"the event reader fell more than {capacity} events behind; read state afresh and subscribe again")
    {
    }
}
