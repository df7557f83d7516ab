using Akka.Actor;
using Akka.Streams;

namespace OpenClaw.Gateway.Connections;

/// <summary>A socket that was accepted and whose stream graph is not running yet.</summary>
public interface ISocketGraph
{
    /// <summary>Who opened it.</summary>
    RemotePeer Peer { get; }

    /// <summary>Ends when the socket is closed and the graph is gone; the endpoint waits for it. Never faults.</summary>
    Task Completion { get; }

    /// <summary>Runs the graph. Called once.</summary>
    /// <param name="connection">Gets the signals of <see cref="SocketProtocol"/>. When it stops, the socket is cut.</param>
    /// <param name="materializer">Runs it.</param>
    /// <returns>The way out to the client.</returns>
    IOutbound Run(IActorRef connection, IMaterializer materializer);
}
