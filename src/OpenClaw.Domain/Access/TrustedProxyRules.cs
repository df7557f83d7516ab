using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Domain.Access;

/// <summary>Whom a listed reverse proxy may vouch for (<c>gateway.auth.trustedProxy</c>).</summary>
/// <param name="UserHeader">The header in which the proxy names the user.</param>
/// <param name="RequiredHeaders">Headers that must be there as well, which shows that the request took the authenticating route.</param>
/// <param name="AllowUsers">Users that are let in; empty lets in all whom the proxy names.</param>
/// <param name="AllowLoopback">Whether a proxy on this machine counts. Off by default: any local process can pose as one.</param>
public sealed record TrustedProxyRules(
    string UserHeader,
    ImmutableArray<string> RequiredHeaders,
    ImmutableArray<string> AllowUsers,
    bool AllowLoopback)
{
    /// <summary>Longest user name that is taken over; a longer one is no name.</summary>
    public const int MaxUserLength = 256;

    /// <summary>The user whom this request's proxy vouches for, or why there is none.</summary>
    /// <param name="peer">The request.</param>
    /// <param name="proxies">Addresses of the listed proxies.</param>
    public (ExternalIdentity? Identity, AuthFailure? Failure) Identify(ConnectPeer peer, ImmutableArray<IPAddress> proxies)
    {
        // Decided on the TCP peer alone: whoever is not a listed proxy may write any header that he likes.
        var address = peer.Address.IsIPv4MappedToIPv6 ? peer.Address.MapToIPv4() : peer.Address;
        if (!proxies.Contains(address))
        {
            return (null, AuthFailure.TrustedProxyUnknown);
        }

        if (IPAddress.IsLoopback(address) && !AllowLoopback)
        {
            return (null, AuthFailure.TrustedProxyLoopback);
        }

        foreach (var name in RequiredHeaders)
        {
            if (string.IsNullOrWhiteSpace(peer.Header(name)))
            {
                return (null, AuthFailure.TrustedProxyHeaderMissing);
            }
        }

        var user = peer.Header(UserHeader)?.Trim();
        if (string.IsNullOrEmpty(user) || user.Length > MaxUserLength || user.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            return (null, AuthFailure.TrustedProxyIdentityMissing);
        }

        return AllowUsers.IsEmpty || AllowUsers.Contains(user, StringComparer.OrdinalIgnoreCase)
            ? (new ExternalIdentity("trusted-proxy", user), null)
            : (null, AuthFailure.TrustedProxyUserNotAllowed);
    }
}
