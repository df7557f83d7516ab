using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Access;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Http;

/// <summary>The way of every request: the guard first; what it lets through goes to the sockets or to the pages.</summary>
internal sealed class RequestPipeline(RequestGuard guard, WebSocketEndpoint sockets, HttpEndpoints http)
{
    /// <summary>Serves one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        ResponseHeaders.Secure(context.Response.Headers);
        return guard.Refuse(context) is { } refusal ? RequestGuard.WriteAsync(context, refusal)
            : context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context)
            : http.HandleAsync(context);
    }
}
