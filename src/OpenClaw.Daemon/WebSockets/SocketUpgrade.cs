using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>An upgrade that puts a <see cref="SocketWriter"/> between the connection and the WebSocket that is made of it.</summary>
internal sealed class SocketUpgrade(IHttpUpgradeFeature server, IConnectionTransportFeature connection) : IHttpUpgradeFeature
{
    private SocketWriter? _writer;

    /// <inheritdoc/>
    public bool IsUpgradableRequest => server.IsUpgradableRequest;

    /// <summary>Prepares a request that may be upgraded; to be called before the WebSocket middleware.</summary>
    public static void Prepare(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } server)
        {
            context.Features.Set<IHttpUpgradeFeature>(new SocketUpgrade(server, context.Features.GetRequiredFeature<IConnectionTransportFeature>()));
        }
    }

    /// <summary>The writer of a request that was upgraded.</summary>
    public static SocketWriter WriterOf(HttpContext context) =>
        (context.Features.GetRequiredFeature<IHttpUpgradeFeature>() as SocketUpgrade)?._writer ?? throw new InvalidOperationException("The request was not upgraded here.");

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync()
    {
        var transport = (UpgradableTransport)connection.Transport;
        transport.Hold();
        try
        {
            await server.UpgradeAsync();

            // The server has written its answer, and neither writes nor reads any more: what follows is ours, and need not go through its layers of HTTP.
            _writer = new SocketWriter(transport.Direct);
            return new UpgradedStream(transport.Input.AsStream(leaveOpen: true), _writer);
        }
        catch
        {
            transport.Release();
            throw;
        }
    }
}
