using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Http;

/// <summary>What the server runs for each request: the WebSocket upgrade, then the pipeline.</summary>
internal sealed class HttpApplication : IHttpApplication<HttpApplication.Exchange>
{
    private readonly WebSocketMiddleware _upgrades;

    /// <summary>An application.</summary>
    /// <param name="pipeline">Serves requests and WebSocket upgrades alike.</param>
    /// <param name="logs">Makes its logger.</param>
    /// <param name="silence">How long a socket may be silent before it is pinged.</param>
    /// <param name="patience">How long a ping may stay unanswered before the socket is given up.</param>
    public HttpApplication(RequestDelegate pipeline, ILoggerFactory logs, TimeSpan silence, TimeSpan patience) => _upgrades = new WebSocketMiddleware(
        pipeline, Options.Create(new WebSocketOptions { KeepAliveInterval = silence, KeepAliveTimeout = patience }), logs);

    /// <inheritdoc/>
    public Exchange CreateContext(IFeatureCollection contextFeatures) => new(new DefaultHttpContext(contextFeatures));

    /// <inheritdoc/>
    public Task ProcessRequestAsync(Exchange context)
    {
        SocketUpgrade.Prepare(context.Http);
        return _upgrades.Invoke(context.Http);
    }

    /// <inheritdoc/>
    public void DisposeContext(Exchange context, Exception? exception)
    {
    }

    /// <summary>One request and its answer.</summary>
    /// <remarks>A value type: the server's generic code over it is compiled ahead of time, over a class it is not, and each start would compile it.</remarks>
    internal readonly record struct Exchange(HttpContext Http);
}
