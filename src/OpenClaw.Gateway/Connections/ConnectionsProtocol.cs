namespace OpenClaw.Gateway.Connections;

/// <summary>Messages of <see cref="ConnectionsActor"/>.</summary>
public static class ConnectionsProtocol
{
    /// <summary>A command.</summary>
    public interface IConnectionsCommand;

    /// <summary>A socket was accepted: an actor takes it over, or it is closed with 1013 when there are too many, and with 1012 during a drain.</summary>
    public sealed record Accept(ISocketGraph Socket) : IConnectionsCommand;

    /// <summary>Sends every client the <c>shutdown</c> event and closes it with 1012; answered with <see cref="Drained"/> when the last is gone.</summary>
    /// <param name="Reason">For people: <c>gateway stopping</c>, <c>gateway restarting</c>.</param>
    /// <param name="RestartExpectedMs">When clients may expect it back; null for a stop.</param>
    public sealed record Drain(string Reason, int? RestartExpectedMs) : IConnectionsCommand;

    /// <summary>Every connection is gone.</summary>
    public sealed record Drained
    {
        /// <summary>The one instance.</summary>
        public static readonly Drained Instance = new();
    }

    /// <summary>Closes the open connections that match, for instance those of a revoked device.</summary>
    /// <param name="Matches">Asked by each connection for its own caller, on its own thread.</param>
    /// <param name="CloseCode">Code of the close frame.</param>
    /// <param name="Reason">Reason in the close frame.</param>
    public sealed record Disconnect(Func<Caller, bool> Matches, int CloseCode, string Reason) : IConnectionsCommand;

    /// <summary>Asks how many connections there are; answered with <see cref="ConnectionCount"/>.</summary>
    public sealed record GetCount : IConnectionsCommand
    {
        /// <summary>The one instance.</summary>
        public static readonly GetCount Instance = new();
    }

    /// <summary>How many connections there are.</summary>
    /// <param name="Open">Past the handshake.</param>
    /// <param name="Handshaking">Before it.</param>
    public sealed record ConnectionCount(int Open, int Handshaking);
}
