using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>The lifetime of an upgraded request as the framework's WebSocket sees it: where that cuts the connection, it is cut a little later.</summary>
/// <remarks>
/// On a frame that breaks the protocol that WebSocket writes its close frame and cuts the connection in the same breath, and a cut throws away what is not
/// yet on the wire: the client would see a reset and not learn why. A peer that has gone has nothing to wait for, but there the moment costs nothing either.
/// Whoever has to cut at once keeps the real lifetime.
/// </remarks>
/// <param name="request">The real one.</param>
/// <param name="grace">How long what was written has to get away.</param>
/// <param name="time">The clock.</param>
internal sealed class UpgradedLifetime(IHttpRequestLifetimeFeature request, TimeSpan grace, TimeProvider time) : IHttpRequestLifetimeFeature
{
    private ITimer? _cut;

    /// <inheritdoc/>
    public CancellationToken RequestAborted
    {
        get => request.RequestAborted;
        set => request.RequestAborted = value;
    }

    /// <summary>Cuts the connection after the grace, unless it has ended by then.</summary>
    public void Abort()
    {
        var cut = time.CreateTimer(static state => ((IHttpRequestLifetimeFeature)state!).Abort(), request, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (Interlocked.CompareExchange(ref _cut, cut, null) is null)
        {
            cut.Change(grace, Timeout.InfiniteTimeSpan);
        }
        else
        {
            cut.Dispose();
        }
    }
}
