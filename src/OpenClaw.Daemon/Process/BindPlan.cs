using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Daemon.Process;

/// <summary>The addresses to listen on.</summary>
/// <param name="Addresses">All of them; the first is the one that people are told.</param>
/// <param name="Problem">Why there are none; null when there are.</param>
internal sealed record BindPlan(IReadOnlyList<IPAddress> Addresses, string? Problem = null)
{
    /// <summary>Works out the addresses of a bind mode.</summary>
    /// <param name="gateway">Bind mode, port and custom host.</param>
    public static BindPlan For(GatewayBlock gateway) => gateway.Bind switch
    {
        BindMode.Lan => new BindPlan([IPAddress.Any]),
        BindMode.Auto => CanBind(IPAddress.Loopback) ? Loopback(gateway.Port) : new BindPlan([IPAddress.Any]),
        // A tailnet that is down must not lock the local user out, nor open any other door.
        BindMode.Tailnet => TailnetAddress() is { } tailnet ? new BindPlan([tailnet, IPAddress.Loopback]) : Loopback(gateway.Port),
        BindMode.Custom => Custom(gateway.CustomBindHost),
        _ => Loopback(gateway.Port),
    };

    private static BindPlan Custom(string? host)
    {
        if (!IPAddress.TryParse(host, out var address) || address.AddressFamily != AddressFamily.InterNetwork)
        {
            return new BindPlan([], $"gateway.bind=custom needs an IPv4 address in gateway.customBindHost (current: {host ?? "unset"}). Set it.");
        }

        if (!CanBind(address))
        {
            return new BindPlan([], $"gateway.customBindHost: {address} is no address of this machine. Set one that is.");
        }

        return address.Equals(IPAddress.Any) || IPAddress.IsLoopback(address) ? new BindPlan([address]) : new BindPlan([address, IPAddress.Loopback]);
    }

    /// <summary>127.0.0.1, and ::1 unless the machine has no IPv6 or another program has the port there.</summary>
    private static BindPlan Loopback(int port) =>
        new(CanBind(IPAddress.IPv6Loopback, port) ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]);

    private static bool CanBind(IPAddress address, int port = 0)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>An address of 100.64.0.0/10, which is Tailscale's.</summary>
    private static IPAddress? TailnetAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork
                && address.GetAddressBytes() is [100, >= 64 and <= 127, _, _] && CanBind(address));
}
