using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Puts a <see cref="GatheringStream"/> between an upgraded connection and the WebSocket that is made of it.</summary>
internal sealed class GatheringUpgrade(IHttpUpgradeFeature server) : IHttpUpgradeFeature
{
    /// <summary>The transport of the WebSocket; null before the upgrade.</summary>
    public GatheringStream? Transport { get; private set; }

    /// <inheritdoc/>
    public bool IsUpgradableRequest => server.IsUpgradableRequest;

    /// <summary>Makes the upgrades of a request gather; to be called before the WebSocket middleware.</summary>
    public static void Add(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } server)
        {
            context.Features.Set<IHttpUpgradeFeature>(new GatheringUpgrade(server));
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => Transport = new GatheringStream(await server.UpgradeAsync());
}
