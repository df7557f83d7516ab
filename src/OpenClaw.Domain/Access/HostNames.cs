using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Domain.Access;

/// <summary>Reads of Host headers and of the host part of origins.</summary>
internal static class HostNames
{
    /// <summary>True for localhost, 127.0.0.0/8, ::1 and names under <c>.ts.net</c>, with or without a port.</summary>
    public static bool IsLocalOrTailnet(string? hostHeader)
    {
        var name = WithoutPort(hostHeader);
        return IsLoopbackName(name) || (name is not null && name.EndsWith(".ts.net", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True for localhost and for loopback addresses. Other names that resolve to loopback do not count: who serves the name decides that.</summary>
    public static bool IsLoopbackName(string? name) =>
        name is not null
        && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>True when the name is an address literal of a private, link-local, shared (100.64/10) or loopback range. No DNS, so no rebinding.</summary>
    public static bool IsPrivateAddress(string name)
    {
        if (!IPAddress.TryParse(name, out var address))
        {
            return false;
        }

        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        }

        Span<byte> bytes = stackalloc byte[4];
        _ = address.TryWriteBytes(bytes, out _);
        return bytes[0] == 10
            || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127);
    }

    /// <summary>The host of <c>host[:port]</c>, brackets of an IPv6 literal removed; null when there is none.</summary>
    public static string? WithoutPort(string? host)
    {
        if (string.IsNullOrWhiteSpace(host))
        {
            return null;
        }

        host = host.Trim();
        if (host[0] == '[')
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? null : host[1..end];
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? host : colon == host.LastIndexOf(':') ? host[..colon] : host;
    }
}
