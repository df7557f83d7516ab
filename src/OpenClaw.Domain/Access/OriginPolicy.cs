namespace OpenClaw.Domain.Access;

/// <summary>
/// Decides whether a page of this origin may open a socket. Asked for every upgrade that carries an Origin, whatever client it says it is
/// and however it authenticates: a browser attaches what the user has, the page behind it may be anybody's.
/// </summary>
public static class OriginPolicy
{
    /// <summary>True when the peer sent no Origin (so is no browser) or one that the policy lets in.</summary>
    public static bool Allows(ConnectPeer peer, AccessPolicy policy)
    {
        if (string.IsNullOrWhiteSpace(peer.Origin))
        {
            return true;
        }

        var origin = peer.Origin.Trim();
        foreach (var allowed in policy.AllowedOrigins)
        {
            if (allowed == "*" || string.Equals(allowed.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // "null" (sandboxed frames, files) and anything that is no http origin ends here.
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/"
            || uri.UserInfo.Length > 0)
        {
            return false;
        }

        var name = HostNames.WithoutPort(uri.Host)!;
        if (peer.IsLocalDirect && HostNames.IsLoopbackName(name))
        {
            return true;
        }

        return IsSameHost(uri, peer.Host) && (policy.AllowHostHeaderOrigin || HostNames.IsPrivateAddress(name));
    }

    private static bool IsSameHost(Uri origin, string? host) =>
        host is not null
        && Uri.TryCreate($"{origin.Scheme}://{host.Trim()}", UriKind.Absolute, out var target)
        && string.Equals(target.Host, origin.Host, StringComparison.OrdinalIgnoreCase)
        && target.Port == origin.Port;
}
