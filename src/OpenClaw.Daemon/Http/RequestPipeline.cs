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
            : context.WebSockets.IsWebSocketRequest && !HttpProtocol.IsHttp10(context.Request.Protocol) ? sockets.HandleAsync(context)
            : AsksForSocket(context.Request) ? RefuseUpgradeAsync(context)
            : http.HandleAsync(context);
    }

    /// <summary>A handshake that is none (RFC 6455, 4.2.1; over HTTP/1.0, for one, which Kestrel lets pass): its client would otherwise take the page for the gateway's answer.</summary>
    private static bool AsksForSocket(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseUpgradeAsync(HttpContext context)
    {
        // 4.4: who speaks another version learns which one is spoken here.
        if (context.Request.Headers.SecWebSocketVersion is { Count: > 0 } version && version != "13")
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            return RequestGuard.WriteAsync(context, new RequestGuard.Refusal(StatusCodes.Status426UpgradeRequired, "Upgrade Required: WebSocket version 13"));
        }

        return RequestGuard.WriteAsync(context, new RequestGuard.Refusal(StatusCodes.Status400BadRequest, "Bad Request: no valid WebSocket handshake"));
    }
}
