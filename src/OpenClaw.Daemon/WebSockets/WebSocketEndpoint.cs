using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenClaw.Daemon.Access;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Turns upgrade requests into connections: accepts the socket, hands it to the connections' actor, and waits until it is gone.</summary>
internal sealed class WebSocketEndpoint(SocketOptions options, PeerReader peers, TimeProvider time)
{
    private readonly TaskCompletionSource<IActorRef> _connections = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on sockets go to this actor; those that came before have waited for it.</summary>
    public void Open(IActorRef connections) => _connections.TrySetResult(connections);

    /// <summary>The start failed, or was given up: those that wait are cut off.</summary>
    public void Close() => _connections.TrySetCanceled();

    /// <summary>Serves one upgrade request, on whatever path.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var peer = await peers.ReadAsync(context);
        var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        context.Features.Set<IHttpRequestLifetimeFeature>(new UpgradedLifetime(lifetime, options.CloseTimeout, time));

        // No permessage-deflate: the original never negotiates it, and it costs 300 KB a connection.
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new SocketConnection(socket, SocketUpgrade.WriterOf(context), peer, options, time, lifetime.Abort);
        using var gone = context.RequestAborted.UnsafeRegister(static state => ((SocketConnection)state!).Abort(), connection);
        try
        {
            var connections = await _connections.Task.WaitAsync(context.RequestAborted);
            connections.Tell(new ConnectionsProtocol.Accept(connection), ActorRefs.NoSender);
        }
        catch (OperationCanceledException)
        {
            connection.Abort();
        }

        await connection.Completion;
    }
}
