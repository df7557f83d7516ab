using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace OpenClaw.Gateway.Connections;

/// <summary>
/// Who is in a handshake, by address, as many as there are seats. When all are taken, an address that holds many gives one up to an address that
/// holds fewer, so that nobody shuts the others out by opening sockets and saying nothing.
/// </summary>
/// <remarks>Not thread safe: it belongs to <see cref="ConnectionsActor"/>. An IPv6 client is its /64, in which it has as many addresses as it likes.</remarks>
/// <param name="capacity">How many seats there are.</param>
internal sealed class HandshakeSeats(int capacity)
{
    private readonly Dictionary<IPAddress, LinkedList<IActorRef>> _byNetwork = [];
    private readonly Dictionary<IActorRef, (IPAddress Network, LinkedListNode<IActorRef> Node)> _seats = [];

    /// <summary>Seats taken.</summary>
    public int Count => _seats.Count;

    /// <summary>Finds a seat for a newcomer.</summary>
    /// <param name="address">Where the newcomer is.</param>
    /// <param name="displaced">Who has to get up for it, the longest seated of the address that holds most; null when a seat was free.</param>
    /// <returns>False when none is free and nobody holds so many more than the newcomer's address that one is due.</returns>
    public bool TryMakeRoom(IPAddress address, out IActorRef? displaced)
    {
        displaced = null;
        if (_seats.Count < capacity)
        {
            return true;
        }

        var own = _byNetwork.TryGetValue(NetworkOf(address), out var mine) ? mine.Count : 0;
        if (!TryFindLargest(out var largest) || largest.Count <= own + 1)
        {
            return false;
        }

        displaced = largest.First!.Value;
        Leave(displaced);
        return true;
    }

    /// <summary>Seats a newcomer for whom there is room.</summary>
    public void Take(IPAddress address, IActorRef connection)
    {
        var network = NetworkOf(address);
        if (!_byNetwork.TryGetValue(network, out var seated))
        {
            _byNetwork[network] = seated = new LinkedList<IActorRef>();
        }

        _seats[connection] = (network, seated.AddLast(connection));
    }

    /// <summary>Frees a seat, if this connection has one.</summary>
    public void Leave(IActorRef connection)
    {
        if (!_seats.Remove(connection, out var seat))
        {
            return;
        }

        var seated = _byNetwork[seat.Network];
        seated.Remove(seat.Node);
        if (seated.Count == 0)
        {
            _byNetwork.Remove(seat.Network);
        }
    }

    private bool TryFindLargest([NotNullWhen(true)] out LinkedList<IActorRef>? largest)
    {
        largest = null;
        foreach (var seated in _byNetwork.Values)
        {
            if (largest is null || seated.Count > largest.Count)
            {
                largest = seated;
            }
        }

        return largest is not null;
    }

    /// <summary>What counts as one client: an IPv4 address, or the /64 of an IPv6 one.</summary>
    public static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
