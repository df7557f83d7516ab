using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Daemon.Access;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Http;

/// <summary>Configures Kestrel: one port, HTTP/1.1, WebSocket upgrades on any path, limits on everything.</summary>
internal static class GatewayServer
{
    /// <summary>Sockets at once; each costs some kilobytes, and beyond this something is wrong with the clients.</summary>
    private const int MaxConnections = 16_384;

    /// <summary>A builder without what the gateway does not need: no configuration files, no routing, no console lifetime.</summary>
    public static WebApplicationBuilder CreateBuilder(IReadOnlyList<IPAddress> addresses, int port, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            foreach (var address in addresses)
            {
                options.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
            }

            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = MaxConnections;
            options.Limits.MaxConcurrentUpgradedConnections = MaxConnections;
            options.Limits.MaxRequestBodySize = 1024 * 1024;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        return builder;
    }

    /// <summary>Sends what the guard lets through to its handler: upgrades to the one, all else to the other.</summary>
    public static void Map(WebApplication application, RequestGuard guard, WebSocketEndpoint sockets, HttpEndpoints http)
    {
        application.UseWebSockets(new WebSocketOptions
        {
            // A ping about every 25 s, as the original sends; a peer that does not answer within the next 25 s is gone.
            KeepAliveInterval = TimeSpan.FromSeconds(25),
            KeepAliveTimeout = TimeSpan.FromSeconds(25),
        });
        application.Run(context =>
        {
            ResponseHeaders.Secure(context.Response.Headers);
            return guard.Refuse(context) is { } refusal ? RequestGuard.WriteAsync(context, refusal)
                : context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context)
                : http.HandleAsync(context);
        });
    }

    /// <summary>Whether an exception of the server's start says that the port is another's.</summary>
    public static bool IsPortBusy(Exception exception) =>
        exception is AddressInUseException || exception.InnerException is AddressInUseException
        || exception is IOException { InnerException: System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse } };

    /// <summary>Signals are the daemon's own business, see ProcessSignals.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
