using System.Collections.Immutable;
using System.Net;
using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Connections;

/// <summary>Who opened a socket, as the upgrade request tells; the headers are claims, not facts.</summary>
public sealed record RemotePeer
{
    /// <summary>Address of the TCP peer, IPv4 where it is an IPv4 address mapped into IPv6.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port of the TCP peer.</summary>
    public int Port { get; init; }

    /// <summary>Whether the TCP peer is this machine.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Path of the request, such as <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary><c>Host</c>, port included.</summary>
    public string? Host { get; init; }

    /// <summary><c>Origin</c>; browsers send it.</summary>
    public string? Origin { get; init; }

    /// <summary><c>User-Agent</c>.</summary>
    public string? UserAgent { get; init; }

    /// <summary><c>X-Forwarded-For</c>.</summary>
    public string? ForwardedFor { get; init; }

    /// <summary><c>X-Forwarded-Proto</c>.</summary>
    public string? ForwardedProto { get; init; }

    /// <summary><c>X-Forwarded-Host</c>.</summary>
    public string? ForwardedHost { get; init; }

    /// <summary><c>X-Real-IP</c>.</summary>
    public string? RealIp { get; init; }

    /// <summary>Whether any header of a proxy is there, <c>Forwarded</c> included; such a peer is not local, whatever its address.</summary>
    public bool HasForwardingHeaders { get; init; }

    /// <summary>What Tailscale's daemon says, when the request claims to come through Tailscale Serve and that may count; else null.</summary>
    public TailscaleClaim? Tailscale { get; init; }

    /// <summary>The headers by which a proxy vouches for a user, names in any case; null in modes that ask for none.</summary>
    public ImmutableDictionary<string, string>? ProxyHeaders { get; init; }

    /// <summary>The same, as decisions see it.</summary>
    public ConnectPeer ToDomain() => new(Address, Host, Origin, HasForwardingHeaders, ForwardedFor, RealIp, Tailscale, ProxyHeaders);
}
