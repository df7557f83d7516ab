using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.Access;

/// <summary>Reads who is at the other end of a request, and asks Tailscale where that may count.</summary>
/// <param name="policy">The access rules as of now.</param>
/// <param name="tailscale">Asks Tailscale's daemon.</param>
internal sealed class PeerReader(Func<AccessPolicy> policy, TailscaleWhois tailscale)
{
    private static readonly HashSet<string> s_addedByProxies = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Original-Host", "X-Original-Forwarded-For",
        "CF-Connecting-IP", "CF-Ray", "True-Client-IP", "Fly-Client-IP", "X-Envoy-External-Address", "X-Azure-ClientIP",
    };

    /// <summary>Reads the request and, if it claims to come through Tailscale Serve and that opens the door, has the claim verified.</summary>
    public ValueTask<RemotePeer> ReadAsync(HttpContext context)
    {
        var peer = Read(context);
        return policy().AllowTailscale ? WithTailscaleAsync(peer, Text(context.Request.Headers["Tailscale-User-Login"])) : ValueTask.FromResult(peer);
    }

    /// <summary>Reads the request, once however often it is asked for.</summary>
    public RemotePeer Read(HttpContext context)
    {
        if (context.Features.Get<RemotePeer>() is { } known)
        {
            return known;
        }

        var peer = ReadHeaders(context);
        context.Features.Set(peer);
        return peer;
    }

    private RemotePeer ReadHeaders(HttpContext context)
    {
        var headers = context.Request.Headers;
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new RemotePeer
        {
            Address = address,
            Port = context.Connection.RemotePort,
            Path = context.Request.Path.Value ?? "/",
            Host = Text(headers.Host),
            Origin = Text(headers.Origin),
            UserAgent = Text(headers.UserAgent),
            ForwardedFor = Text(headers["X-Forwarded-For"]),
            ForwardedProto = Text(headers["X-Forwarded-Proto"]),
            ForwardedHost = Text(headers["X-Forwarded-Host"]),
            RealIp = Text(headers["X-Real-IP"]),
            HasForwardingHeaders = HasForwardingHeaders(headers),
            ProxyHeaders = ProxyHeaders(headers, address),
        };
    }

    /// <summary>Whether a proxy shows itself. No program of this machine sends these to us by itself, so one is enough for the request to be somebody else's.</summary>
    private static bool HasForwardingHeaders(IHeaderDictionary headers)
    {
        foreach (var header in headers)
        {
            if (header.Key.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || s_addedByProxies.Contains(header.Key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a listed proxy says about the user. A header that is there twice may be the client's own beside the proxy's, and counts as absent.</summary>
    private ImmutableDictionary<string, string>? ProxyHeaders(IHeaderDictionary headers, IPAddress peer)
    {
        var current = policy();
        if (current is not { Mode: AuthMode.TrustedProxy, TrustedProxy: { } rules } || !current.TrustedProxies.Contains(peer))
        {
            return null;
        }

        return rules.RequiredHeaders.Add(rules.UserHeader)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => headers[name].Count == 1)
            .ToImmutableDictionary(static name => name, name => headers[name].ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private async ValueTask<RemotePeer> WithTailscaleAsync(RemotePeer peer, string? login)
    {
        var isProxied = peer is { IsLoopback: true, ForwardedFor: not null, ForwardedProto: not null, ForwardedHost: not null };
        if (!isProxied && login is null)
        {
            return peer;
        }

        return peer with
        {
            Tailscale = !isProxied ? TailscaleClaim.Refused(AuthFailure.TailscaleProxyMissing)
                : login is null ? TailscaleClaim.Refused(AuthFailure.TailscaleIdentityMissing)
                : await VerifyAsync(peer.ForwardedFor!, login),
        };
    }

    private async ValueTask<TailscaleClaim> VerifyAsync(string forwardedFor, string login)
    {
        // Serve writes exactly one address; a list is somebody else's work.
        if (!IPAddress.TryParse(forwardedFor.Trim(), out var client) || await tailscale.LoginOfAsync(client) is not { } known)
        {
            return TailscaleClaim.Refused(AuthFailure.TailscaleWhoisFailed);
        }

        return string.Equals(known, login.Trim(), StringComparison.OrdinalIgnoreCase)
            ? TailscaleClaim.Verified(known)
            : TailscaleClaim.Refused(AuthFailure.TailscaleIdentityMismatch);
    }

    /// <summary>A header's value; several headers of one name are joined, so that none can be hidden behind another.</summary>
    private static string? Text(StringValues values) => values.Count == 0 ? null : values.ToString();
}
