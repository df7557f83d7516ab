using System.Net;

namespace OpenClaw.Domain.Access;

/// <summary>
/// Decides whether a request that reached this machine directly was meant for it. A page whose DNS name was pointed at 127.0.0.1 after it was
/// loaded ("DNS rebinding") is same-origin to the browser and sends its own name as Host; no honest local client does.
/// </summary>
public static class HostPolicy
{
    /// <summary>True when the Host names this machine.</summary>
    /// <param name="peer">The request. One from elsewhere, or through a proxy, may use any name that leads here.</param>
    /// <param name="policy">Its allowed origins' names count as this machine's.</param>
    /// <param name="machineName">This machine's name; it counts, also with <c>.local</c>.</param>
    public static bool Allows(ConnectPeer peer, AccessPolicy policy, string machineName)
    {
        var address = peer.Address.IsIPv4MappedToIPv6 ? peer.Address.MapToIPv4() : peer.Address;
        if (!IPAddress.IsLoopback(address) || peer.HasForwardingHeaders)
        {
            return true;
        }

        if (HostNames.WithoutPort(peer.Host) is not { } name)
        {
            return false;
        }

        name = name.TrimEnd('.');
        return HostNames.IsLocalOrTailnet(name)
            || IPAddress.TryParse(name, out _)
            || name.Equals(machineName, StringComparison.OrdinalIgnoreCase)
            || name.Equals(machineName + ".local", StringComparison.OrdinalIgnoreCase)
            || policy.AllowedOrigins.Any(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
