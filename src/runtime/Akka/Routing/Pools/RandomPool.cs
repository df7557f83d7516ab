using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool that sends each message to any routee.</summary>
public sealed class RandomPool : Pool
{
    /// <summary>A pool of the section of a deployment.</summary>
    public RandomPool(Config config) : this(
        config.GetInt("nr-of-instances", 1), Resizer.FromConfig(config), DefaultSupervisorStrategy,
        Dispatch.Dispatchers.DefaultDispatcherId, config.HasPath("pool-dispatcher")) { }

    /// <summary>A pool of so many routees.</summary>
    public RandomPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A pool whose size changes.</summary>
    public RandomPool(int nrOfInstances, Resizer? resizer) : this(nrOfInstances, resizer, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A pool with everything said.</summary>
    public RandomPool(
        int nrOfInstances, Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher) { }

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic());

    /// <summary>The same pool with another supervision of its routees.</summary>
    public RandomPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    /// <summary>The same pool with another resizer.</summary>
    public RandomPool WithResizer(Resizer resizer) => new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    /// <summary>The same pool with another dispatcher of the router's own actor.</summary>
    public RandomPool WithDispatcher(string dispatcher) => new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig is Pool other
        ? new RandomPool(
            NrOfInstances, Resizer ?? other.Resizer,
            ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? other.SupervisorStrategy : SupervisorStrategy,
            RouterDispatcher, UsePoolDispatcher)
        : this;
}
