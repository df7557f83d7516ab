using System.Net;

namespace OpenClaw.Gateway.Connections;

/// <summary>Messages of <see cref="ConnectionActor"/>, besides the signals of its socket and the answers to its requests.</summary>
public static class ConnectionProtocol
{
    /// <summary>Pushes an event to this client alone, without a <c>seq</c>.</summary>
    /// <param name="Event">The event's name.</param>
    /// <param name="Payload">JSON.</param>
    public sealed record SendEvent(string Event, ReadOnlyMemory<byte> Payload);

    /// <summary>The client reads too slowly for what it must be sent: close with 1008.</summary>
    internal sealed record SlowConsumer
    {
        public static readonly SlowConsumer Instance = new();
    }

    /// <summary>The gateway stops: send this event if the client is past its handshake, then close with 1012.</summary>
    internal sealed record Shutdown(OutboundFrame Event);

    /// <summary>Close if the caller matches.</summary>
    internal sealed record CloseIf(Func<Caller, bool> Matches, int CloseCode, string Reason);

    /// <summary>The handshake has lasted while others wait for its seat: close with 1013, unless it has just succeeded.</summary>
    internal sealed record GiveWay
    {
        public static readonly GiveWay Instance = new();
    }

    /// <summary>To the parent: a socket is closed before its handshake was done; the parent decides whether that is worth a line in the log.</summary>
    /// <param name="Connection">Which.</param>
    /// <param name="Address">Who tried.</param>
    /// <param name="Reason">Why, in words for people.</param>
    /// <param name="Client">Id and mode, as far as it got to say them.</param>
    internal sealed record Refused(ConnectionId Connection, IPAddress Address, string Reason, (string Id, string Mode)? Client = null);

    /// <summary>To the parent: the handshake is over, the connection is open.</summary>
    internal sealed record HandshakeDone
    {
        public static readonly HandshakeDone Instance = new();
    }
}
