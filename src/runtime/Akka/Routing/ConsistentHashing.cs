using System.Text;
using Akka.Actor;
using Akka.Event;

namespace Akka.Routing;

/// <summary>A message that says by which key its routee is chosen.</summary>
public interface IConsistentHashable
{
    /// <summary>Equal keys go to the same routee, as long as the routees stay the same.</summary>
    object ConsistentHashKey { get; }
}

/// <summary>Gives a message a key.</summary>
public sealed class ConsistentHashableEnvelope(object message, object hashKey) : RouterEnvelope(message), IConsistentHashable
{
    /// <summary>The key.</summary>
    public object HashKey { get; } = hashKey;

    /// <inheritdoc/>
    public object ConsistentHashKey => HashKey;
}

/// <summary>The key of a message; null when this mapping knows none.</summary>
public delegate object? ConsistentHashMapping(object msg);

/// <summary>Points of routees on a ring of hashes; a key belongs to the next point.</summary>
public sealed class ConsistentHash<T>
{
    private readonly int[] _points;
    private readonly T[] _nodes;

    private ConsistentHash(SortedDictionary<int, T> ring)
    {
        _points = [.. ring.Keys];
        _nodes = [.. ring.Values];
    }

    /// <summary>True without nodes.</summary>
    public bool IsEmpty => _points.Length == 0;

    /// <summary>Puts each node on the ring so often.</summary>
    internal static ConsistentHash<T> Create(IEnumerable<T> nodes, int virtualNodesFactor, Func<T, string> name)
    {
        var ring = new SortedDictionary<int, T>();
        foreach (var node in nodes)
        {
            var hash = Hash(Encoding.UTF8.GetBytes(name(node)));
            for (var i = 1; i <= virtualNodesFactor; i++) ring[Hash(BitConverter.GetBytes(HashCode(hash, i)))] = node;
        }

        return new ConsistentHash<T>(ring);
    }

    /// <summary>The node of a key.</summary>
    /// <exception cref="InvalidOperationException">There is no node.</exception>
    public T NodeFor(byte[] key) => Nearest(Hash(key));

    /// <summary>The node of a key.</summary>
    /// <exception cref="InvalidOperationException">There is no node.</exception>
    public T NodeFor(string key) => NodeFor(Encoding.UTF8.GetBytes(key));

    private T Nearest(int hash)
    {
        if (IsEmpty) throw new InvalidOperationException("Can't get node for the given key from an empty node ring");
        var at = Array.BinarySearch(_points, hash);
        return _nodes[(at >= 0 ? at : ~at) % _nodes.Length];
    }

    private static int HashCode(int hash, int vnode) => unchecked((hash * 31) + vnode);

    /// <summary>FNV-1a with a final mix: the same in every process, unlike the runtime's own hash of strings.</summary>
    private static int Hash(byte[] bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes) hash = unchecked((hash ^ b) * 16777619u);
        hash ^= hash >> 16;
        hash = unchecked(hash * 0x85ebca6bu);
        hash ^= hash >> 13;
        hash = unchecked(hash * 0xc2b2ae35u);
        return unchecked((int)(hash ^ (hash >> 16)));
    }
}

/// <summary>The routee that owns the message's key on a ring of hashes, so that few keys move when routees come and go.</summary>
public sealed class ConsistentHashingRoutingLogic : RoutingLogic
{
    private readonly ActorSystem _system;
    private readonly int _virtualNodesFactor;
    private readonly ConsistentHashMapping _mapping;
    private Ring? _ring;

    /// <summary>With ten points a routee, and keys from the messages themselves.</summary>
    public ConsistentHashingRoutingLogic(ActorSystem system) : this(system, 0, static _ => null) { }

    /// <summary>With so many points a routee (0 = ten), and keys from a mapping.</summary>
    public ConsistentHashingRoutingLogic(ActorSystem system, int virtualNodesFactor, ConsistentHashMapping hashMapping)
    {
        _system = system;
        _virtualNodesFactor = virtualNodesFactor > 0 ? virtualNodesFactor : 10;
        _mapping = hashMapping;
    }

    /// <summary>The same logic with another mapping.</summary>
    public ConsistentHashingRoutingLogic WithHashMapping(ConsistentHashMapping mapping) => new(_system, _virtualNodesFactor, mapping);

    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees)
    {
        if (message is null || routees.Length == 0) return Routee.NoRoutee;
        var key = _mapping(message) ?? (message as IConsistentHashable)?.ConsistentHashKey;
        if (key is null)
        {
            _system.Log.Warning("Message [{0}] must be handled by hashMapping, or implement [{1}] or be wrapped in [{2}]", message.GetType().Name, nameof(IConsistentHashable), nameof(ConsistentHashableEnvelope));
            return Routee.NoRoutee;
        }

        return RingFor(routees).NodeFor(key switch
        {
            byte[] bytes => bytes,
            string text => Encoding.UTF8.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
        });
    }

    private ConsistentHash<Routee> RingFor(Routee[] routees)
    {
        var known = Volatile.Read(ref _ring);
        if (known is not null && ReferenceEquals(known.Routees, routees)) return known.Hash;
        var made = new Ring(routees, ConsistentHash<Routee>.Create(routees, _virtualNodesFactor, Name));
        Volatile.Write(ref _ring, made);
        return made.Hash;
    }

    private static string Name(Routee routee) => routee switch
    {
        ActorRefRoutee actor => actor.Actor.Path.ToStringWithoutAddress(),
        ActorSelectionRoutee selection => selection.Selection.PathString,
        _ => routee.ToString() ?? "",
    };

    private sealed record Ring(Routee[] Routees, ConsistentHash<Routee> Hash);
}
