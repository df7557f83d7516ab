using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A group that sends each message to the routee that owns its key.</summary>
public sealed class ConsistentHashingGroup : Group
{
    /// <summary>A group of the section of a deployment.</summary>
    public ConsistentHashingGroup(Config config) : this(config.GetStringList("routees.paths"), config.GetInt("virtual-nodes-factor", 10), static _ => null, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public ConsistentHashingGroup(params string[] paths) : this(paths, 0, static _ => null, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public ConsistentHashingGroup(IEnumerable<string> paths) : this(paths, 0, static _ => null, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group with everything said.</summary>
    public ConsistentHashingGroup(IEnumerable<string> paths, int virtualNodesFactor, ConsistentHashMapping hashMapping, string routerDispatcher) : base(paths, routerDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        Mapping = hashMapping;
    }

    /// <summary>Points of a routee on the ring; 0 = ten.</summary>
    public int VirtualNodesFactor { get; }

    /// <summary>The key of a message; null leaves it to the message.</summary>
    public ConsistentHashMapping Mapping { get; }

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, Mapping));

    /// <summary>The same group with another dispatcher of the router's own actor.</summary>
    public ConsistentHashingGroup WithDispatcher(string dispatcher) => new(InternalPaths, VirtualNodesFactor, Mapping, dispatcher);

    /// <summary>The same group with another mapping of messages to keys.</summary>
    public ConsistentHashingGroup WithHashMapping(ConsistentHashMapping mapping) => new(InternalPaths, VirtualNodesFactor, mapping, RouterDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) =>
        routerConfig is ConsistentHashingGroup other ? WithHashMapping(other.Mapping) : this;
}
