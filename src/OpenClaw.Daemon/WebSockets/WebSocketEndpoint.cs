using System.Net;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Turns upgrade requests into connections: accepts the socket, hands it to the connections' actor, and waits until it is gone.</summary>
internal sealed class WebSocketEndpoint(SocketOptions options, TimeProvider time)
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

        // No permessage-deflate: the original never negotiates it, and it costs 300 KB a connection.
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new SocketConnection(socket, Peer(context), options, time, context.Abort);
        using var gone = context.RequestAborted.UnsafeRegister(static state => ((SocketConnection)state!).Abort(), connection);
        connections.Tell(new ConnectionsProtocol.Accept(connection), ActorRefs.NoSender);
        await connection.Completion;
    }

    private static RemotePeer Peer(HttpContext context)
    {
        var headers = context.Request.Headers;
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return new RemotePeer
        {
            Address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address,
            Port = context.Connection.RemotePort,
            Path = context.Request.Path.Value ?? "/",
            Host = Text(headers.Host),
            Origin = Text(headers.Origin),
            UserAgent = Text(headers.UserAgent),
            ForwardedFor = Text(headers["X-Forwarded-For"]),
            ForwardedProto = Text(headers["X-Forwarded-Proto"]),
            ForwardedHost = Text(headers["X-Forwarded-Host"]),
            RealIp = Text(headers["X-Real-IP"]),
            HasForwardingHeaders = headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Forwarded-Proto")
                || headers.ContainsKey("X-Forwarded-Host") || headers.ContainsKey("X-Real-IP") || headers.ContainsKey("Via"),
            TailscaleUserLogin = Text(headers["Tailscale-User-Login"]),
        };
    }

    /// <summary>A header's value; several headers of one name are joined, so that none can be hidden behind another.</summary>
    private static string? Text(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();
}
