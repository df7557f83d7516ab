using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>The lifetime of an upgraded request as the framework's WebSocket sees it: it can be watched, not ended.</summary>
/// <remarks>
/// On a frame that breaks the protocol that WebSocket writes its close frame and cuts the connection in the same breath, and a cut throws away what is not
/// yet on the wire: the client would see a reset and not learn why. When to cut is for <see cref="SocketConnection"/> to say, which keeps the real one.
/// </remarks>
internal sealed class UpgradedLifetime(IHttpRequestLifetimeFeature request) : IHttpRequestLifetimeFeature
{
    /// <inheritdoc/>
    public CancellationToken RequestAborted
    {
        get => request.RequestAborted;
        set => request.RequestAborted = value;
    }

    /// <summary>Does nothing; the connection ends with its request.</summary>
    public void Abort()
    {
    }
}
