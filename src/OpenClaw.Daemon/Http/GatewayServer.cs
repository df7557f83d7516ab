using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Http;

/// <summary>The one port: Kestrel, with WebSocket upgrades.</summary>
internal sealed partial class GatewayServer : IDisposable
{
    /// <summary>Sockets at once; each costs some kilobytes, and beyond this something is wrong with the clients.</summary>
    private const int MaxConnections = 16_384;

    /// <summary>A shortage that a crowd of clients would feel.</summary>
    private const int ConnectionsWorthAWord = 1024;

    /// <summary>A ping about every 25 s, as the original sends; a peer that does not answer within the next 25 s is gone.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(25);

    private readonly ServiceProvider _services;
    private readonly IServer _server;
    private readonly HttpApplication _application;

    /// <summary>Prepares; nothing listens yet.</summary>
    /// <param name="addresses">Where to listen.</param>
    /// <param name="port">The port, on each of them.</param>
    /// <param name="logs">Makes the server's logger.</param>
    /// <param name="pipeline">Serves requests and WebSocket upgrades alike.</param>
    /// <param name="silence">How long a socket may be silent before it is pinged; null for 25 s.</param>
    /// <param name="patience">How long a ping may stay unanswered before the socket is given up; null for the same time.</param>
    public GatewayServer(
        IReadOnlyList<IPAddress> addresses, int port, ILoggerFactory logs, RequestDelegate pipeline, TimeSpan? silence = null, TimeSpan? patience = null)
    {
        _application = new HttpApplication(pipeline, logs, silence ?? s_silence, patience ?? silence ?? s_silence);
        var limit = FileDescriptors.Limit();
        var connections = FileDescriptors.ConnectionsWithin(limit, MaxConnections);
        if (connections < ConnectionsWorthAWord)
        {
            LogFewConnections(logs.CreateLogger<GatewayServer>(), connections, limit);
        }

        _services = KestrelServices.Build(options => Limit(options, addresses, port, connections), logs);
        _server = _services.GetRequiredService<IServer>();
    }

    /// <summary>Listens.</summary>
    /// <returns>False when the port is another's.</returns>
    public Task<bool> TryStartAsync(CancellationToken cancellation) => Task.Run(
        async () =>
        {
            try
            {
                await _server.StartAsync(_application, cancellation);
                return true;
            }
            catch (Exception exception) when (IsPortBusy(exception))
            {
                return false;
            }
        },
        cancellation);

    /// <summary>Closes the port and waits for what is in flight.</summary>
    /// <param name="patience">After this the connections that are left are cut.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        using var cut = new CancellationTokenSource(patience);
        await _server.StopAsync(cut.Token);
    }

    /// <inheritdoc />
    public void Dispose() => _services.Dispose();

    private static void Limit(KestrelServerOptions options, IReadOnlyList<IPAddress> addresses, int port, int connections)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = connections;
        options.Limits.MaxConcurrentUpgradedConnections = connections;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        foreach (var address in addresses)
        {
            options.Listen(address, port, KestrelServices.Serve);
        }
    }

    private static bool IsPortBusy(Exception exception) =>
        exception is AddressInUseException || exception.InnerException is AddressInUseException
        || exception is IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } };

    [LoggerMessage(EventId = 5040, Level = LogLevel.Warning, Message = "at most {Connections} connections: the process may have only {Limit} files open (ulimit -n, LimitNOFILE=)")]
    private static partial void LogFewConnections(ILogger log, int connections, int? limit);
}
