using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Domain.Access;

/// <summary>What the upgrade request says about who is at the other end.</summary>
/// <param name="Address">The TCP peer, not what a header claims.</param>
/// <param name="Host">The Host header, with its port.</param>
/// <param name="Origin">The Origin header; browsers always send it, other clients do not.</param>
/// <param name="HasForwardingHeaders">Whether any of Forwarded, X-Forwarded-* or X-Real-IP is there.</param>
/// <param name="ForwardedFor">X-Forwarded-For as received.</param>
/// <param name="Identity">An identity that something before us has verified (Tailscale, trusted proxy), if any.</param>
public sealed record ConnectPeer(
    IPAddress Address,
    string? Host = null,
    string? Origin = null,
    bool HasForwardingHeaders = false,
    string? ForwardedFor = null,
    ExternalIdentity? Identity = null)
{
    /// <summary>
    /// Whether the client is a process of this machine that talks to us directly: loopback peer, loopback (or <c>*.ts.net</c>) Host, and no
    /// forwarding header. A request that came through a proxy is never local, whatever address its headers name, and being local is
    /// never by itself a credential: it only decides what a credential may do without a person.
    /// </summary>
    public bool IsLocalDirect => IPAddress.IsLoopback(Unmapped(Address)) && !HasForwardingHeaders && HostNames.IsLocalOrTailnet(Host);

    /// <summary>The client's address: the peer's, or, behind trusted proxies, the last address in X-Forwarded-For that is none of them.</summary>
    /// <remarks>Read from the right: everything left of the first address that a trusted proxy wrote is the client's own claim.</remarks>
    public IPAddress ClientAddress(ImmutableArray<IPAddress> trustedProxies)
    {
        var address = Unmapped(Address);
        if (ForwardedFor is null || !trustedProxies.Contains(address))
        {
            return address;
        }

        var hops = ForwardedFor.Split(',', StringSplitOptions.TrimEntries);
        for (var i = hops.Length - 1; i >= 0; i--)
        {
            if (!IPAddress.TryParse(hops[i], out var hop))
            {
                return address;
            }

            address = Unmapped(hop);
            if (!trustedProxies.Contains(address))
            {
                return address;
            }
        }

        return address;
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>An identity verified outside the handshake.</summary>
/// <param name="Method">What verified it, as named in hello-ok's <c>auth.method</c>: <c>tailscale</c>, <c>trusted-proxy</c>.</param>
/// <param name="User">Who it is.</param>
public sealed record ExternalIdentity(string Method, string User);
