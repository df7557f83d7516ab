namespace OpenClaw.Client;

/// <summary>Why no connection came about.</summary>
public enum GatewayConnectFailure
{
    /// <summary>Nobody listens at the address, or the network does not lead there.</summary>
    Unreachable,

    /// <summary>Something listens, but it is no WebSocket server or speaks another protocol.</summary>
    NotAGateway,

    /// <summary>The gateway answered the handshake with an error.</summary>
    Refused,

    /// <summary>The gateway closed the socket during the handshake without an error.</summary>
    Closed,

    /// <summary>The handshake did not finish in time.</summary>
    TimedOut,
}

/// <summary>The connection could not be made. The message is one line for people; the inner exception is the cause.</summary>
public sealed class GatewayConnectException : Exception
{
    internal GatewayConnectException(GatewayConnectFailure failure, Uri address, string message, Exception? cause = null)
        : base(message, cause)
    {
        Failure = failure;
        Address = address;
    }

    /// <summary>The kind of failure, for deciding what to suggest or whether to retry.</summary>
    public GatewayConnectFailure Failure { get; }

    /// <summary>What was tried.</summary>
    public Uri Address { get; }

    /// <summary>The gateway's answer, when it refused; null otherwise.</summary>
    public GatewayErrorException? Error => InnerException as GatewayErrorException;
}
