using System.Net;

namespace OpenClaw.Gateway.Connections;

/// <summary>
/// Which refused handshakes are worth a line in the log: the first of an address, and then at most once in <see cref="Window"/> how many more there
/// were. Nobody who may not come in decides how much is written to the disk.
/// </summary>
/// <remarks>Not thread safe: it belongs to <see cref="ConnectionsActor"/>. An IPv6 client is its /64. Addresses beyond <paramref name="capacity"/> in one window are counted together.</remarks>
/// <param name="capacity">How many addresses are told apart.</param>
internal sealed class RefusalNotices(int capacity = 100)
{
    /// <summary>How long nothing more is said about an address.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Dictionary<IPAddress, int> _untold = [];
    private int _elsewhere;

    /// <summary>Whether a window is open: somebody has to <see cref="Close"/> it when it is over.</summary>
    public bool IsOpen => _untold.Count > 0 || _elsewhere > 0;

    /// <summary>A handshake was refused.</summary>
    /// <param name="address">Who tried.</param>
    /// <returns>True when it is to be told by itself; else it is counted.</returns>
    public bool Add(IPAddress address)
    {
        var network = HandshakeSeats.NetworkOf(address);
        if (_untold.TryGetValue(network, out var count))
        {
            _untold[network] = count + 1;
            return false;
        }

        if (_untold.Count >= capacity)
        {
            _elsewhere++;
            return false;
        }

        _untold.Add(network, 0);
        return true;
    }

    /// <summary>Ends the window. An address that was quiet in it is new again; of the others another window begins.</summary>
    /// <returns>How many refusals of each address were not told, most first; the address is null for all those that were not told apart.</returns>
    public IReadOnlyList<(IPAddress? Network, int Count)> Close()
    {
        List<(IPAddress? Network, int Count)> counts = [.. _untold.Where(static one => one.Value > 0).Select(static one => ((IPAddress?)one.Key, one.Value)).OrderByDescending(static one => one.Value)];
        _untold.Clear();
        foreach (var (network, _) in counts)
        {
            _untold.Add(network!, 0);
        }

        if (_elsewhere > 0)
        {
            counts.Add((null, _elsewhere));
            _elsewhere = 0;
        }

        return counts;
    }
}
