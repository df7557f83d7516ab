using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace OpenClaw.Domain.Access;

/// <summary>What the upgrade request says about who is at the other end.</summary>
/// <param name="Address">The TCP peer, not what a header claims.</param>
/// <param name="Host">The Host header, with its port.</param>
/// <param name="Origin">The Origin header; browsers always send it, other clients do not.</param>
/// <param name="HasForwardingHeaders">Whether a header is there that proxies add: Forwarded, Via, X-Forwarded-*, X-Real-IP and their kind.</param>
/// <param name="ForwardedFor">X-Forwarded-For as received.</param>
/// <param name="RealIp">X-Real-IP as received.</param>
/// <param name="Tailscale">What Tailscale's daemon says, if the request claims to come through it; null when it does not.</param>
/// <param name="Headers">Headers by which a proxy vouches; kept only in the mode that asks for them.</param>
public sealed record ConnectPeer(
    IPAddress Address,
    string? Host = null,
    string? Origin = null,
    bool HasForwardingHeaders = false,
    string? ForwardedFor = null,
    string? RealIp = null,
    TailscaleClaim? Tailscale = null,
    ImmutableDictionary<string, string>? Headers = null)
{
    /// <summary>The TCP peer's address, IPv4 where it is an IPv4 address mapped into IPv6.</summary>
    public IPAddress Unmapped => Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;

    /// <summary>Whether the TCP peer is this machine, be it a proxy or not.</summary>
    public bool IsLoopbackPeer => IPAddress.IsLoopback(Unmapped);

    /// <summary>
    /// Whether the client is a process of this machine that talks to us directly: loopback peer, loopback (or <c>*.ts.net</c>) Host, and no
    /// forwarding header. A request that came through a proxy is never local, whatever address its headers name, and being local is
    /// never by itself a credential: it only decides what a credential may do without a person.
    /// </summary>
    public bool IsLocalDirect => IsLoopbackPeer && !HasForwardingHeaders && HostNames.IsLocalOrTailnet(Host);

    /// <summary>A header of those by which a proxy vouches; names differ in case only.</summary>
    public string? Header(string name) => Headers?.GetValueOrDefault(name);

    /// <summary>The client's address: the peer's, or, behind trusted proxies, the last address in X-Forwarded-For that is none of them.</summary>
    /// <remarks>Read from the right: everything left of the first address that a trusted proxy wrote is the client's own claim.</remarks>
    /// <param name="policy">Names the proxies, and whether X-Real-IP counts where they send no X-Forwarded-For.</param>
    public IPAddress ClientAddress(AccessPolicy policy)
    {
        var address = Unmapped;
        if (!policy.TrustedProxies.Contains(address))
        {
            return address;
        }

        if (ForwardedFor is null)
        {
            return policy.AllowRealIpFallback && TryReadAddress(RealIp?.Trim(), out var real) ? real : address;
        }

        var hops = ForwardedFor.Split(',', StringSplitOptions.TrimEntries);
        for (var i = hops.Length - 1; i >= 0; i--)
        {
            if (!TryReadAddress(hops[i], out var hop))
            {
                return address;
            }

            address = hop;
            if (!policy.TrustedProxies.Contains(address))
            {
                return address;
            }
        }

        return address;
    }

    /// <summary>An address, with a port where the proxy writes one: <c>203.0.113.5:4711</c>, <c>[2001:db8::7]:443</c>.</summary>
    private static bool TryReadAddress(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = text is not null && IPEndPoint.TryParse(text, out var endPoint) ? endPoint.Address : null;
        address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return address is not null;
    }
}
