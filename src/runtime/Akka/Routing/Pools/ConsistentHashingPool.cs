using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool that sends each message to the routee that owns its key.</summary>
public sealed class ConsistentHashingPool : Pool
{
    /// <summary>A pool of the section of a deployment.</summary>
    public ConsistentHashingPool(Config config) : this(
        config.GetInt("nr-of-instances", 1), Resizer.FromConfig(config), DefaultSupervisorStrategy,
        Dispatch.Dispatchers.DefaultDispatcherId, config.GetInt("virtual-nodes-factor", 10), static _ => null, config.HasPath("pool-dispatcher")) { }

    /// <summary>A pool of so many routees.</summary>
    public ConsistentHashingPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, 0, static _ => null) { }

    /// <summary>A pool whose size changes.</summary>
    public ConsistentHashingPool(int nrOfInstances, Resizer? resizer) : this(nrOfInstances, resizer, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, 0, static _ => null) { }

    /// <summary>A pool with everything said.</summary>
    public ConsistentHashingPool(
        int nrOfInstances, Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, int virtualNodesFactor, ConsistentHashMapping hashMapping, bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        Mapping = hashMapping;
    }

    /// <summary>Points of a routee on the ring; 0 = ten.</summary>
    public int VirtualNodesFactor { get; }

    /// <summary>The key of a message; null leaves it to the message.</summary>
    public ConsistentHashMapping Mapping { get; }

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, Mapping));

    /// <summary>The same pool with another supervision of its routees.</summary>
    public ConsistentHashingPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, Resizer, strategy, RouterDispatcher, VirtualNodesFactor, Mapping, UsePoolDispatcher);

    /// <summary>The same pool with another resizer.</summary>
    public ConsistentHashingPool WithResizer(Resizer resizer) => new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, VirtualNodesFactor, Mapping, UsePoolDispatcher);

    /// <summary>The same pool with another dispatcher of the router's own actor.</summary>
    public ConsistentHashingPool WithDispatcher(string dispatcher) => new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, VirtualNodesFactor, Mapping, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig is Pool other
        ? new ConsistentHashingPool(
            NrOfInstances, Resizer ?? other.Resizer,
            ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? other.SupervisorStrategy : SupervisorStrategy,
            RouterDispatcher, VirtualNodesFactor, other is ConsistentHashingPool { Mapping: var mapping } ? mapping : Mapping, UsePoolDispatcher)
        : this;

    /// <summary>The same pool with another mapping of messages to keys.</summary>
    public ConsistentHashingPool WithHashMapping(ConsistentHashMapping mapping) => new(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, VirtualNodesFactor, mapping, UsePoolDispatcher);
}
