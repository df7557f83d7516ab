using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Access;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Turns upgrade requests into connections: accepts the socket, hands it to the connections' actor, and waits until it is gone.</summary>
internal sealed class WebSocketEndpoint(SocketOptions options, PeerReader peers, TimeProvider time)
{
    private IActorRef? _connections;

    /// <summary>From now on sockets go to this actor; until then they are refused with 503.</summary>
    public void Open(IActorRef connections) => Volatile.Write(ref _connections, connections);

    /// <summary>Serves one upgrade request, on whatever path.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Volatile.Read(ref _connections) is not { } connections)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return;
        }

        var peer = await peers.ReadAsync(context);
        // No permessage-deflate: the original never negotiates it, and it costs 300 KB a connection.
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new SocketConnection(socket, peer, options, time, context.Abort);
        using var gone = context.RequestAborted.UnsafeRegister(static state => ((SocketConnection)state!).Abort(), connection);
        connections.Tell(new ConnectionsProtocol.Accept(connection), ActorRefs.NoSender);
        await connection.Completion;
    }
}
