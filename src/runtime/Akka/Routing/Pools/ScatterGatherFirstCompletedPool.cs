using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool that sends each message to all routees and the first answer back.</summary>
public sealed class ScatterGatherFirstCompletedPool : Pool
{
    /// <summary>A pool of the section of a deployment.</summary>
    public ScatterGatherFirstCompletedPool(Config config) : this(
        config.GetInt("nr-of-instances", 1), Resizer.FromConfig(config), DefaultSupervisorStrategy,
        Dispatch.Dispatchers.DefaultDispatcherId, config.GetTimeSpan("within"), config.HasPath("pool-dispatcher")) { }

    /// <summary>A pool of so many routees.</summary>
    public ScatterGatherFirstCompletedPool(int nrOfInstances, TimeSpan within) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, within) { }

    /// <summary>A pool whose size changes.</summary>
    public ScatterGatherFirstCompletedPool(int nrOfInstances, Resizer? resizer, TimeSpan within) : this(nrOfInstances, resizer, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, within) { }

    /// <summary>A pool with everything said.</summary>
    public ScatterGatherFirstCompletedPool(
        int nrOfInstances, Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, TimeSpan within, bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        Within = within;
    }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Within { get; }

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new ScatterGatherFirstCompletedRoutingLogic(Within));

    /// <summary>The same pool with another supervision of its routees.</summary>
    public ScatterGatherFirstCompletedPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, Resizer, strategy, RouterDispatcher, Within, UsePoolDispatcher);

    /// <summary>The same pool with another resizer.</summary>
    public ScatterGatherFirstCompletedPool WithResizer(Resizer resizer) => new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, Within, UsePoolDispatcher);

    /// <summary>The same pool with another dispatcher of the router's own actor.</summary>
    public ScatterGatherFirstCompletedPool WithDispatcher(string dispatcher) => new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, Within, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig is Pool other
        ? new ScatterGatherFirstCompletedPool(
            NrOfInstances, Resizer ?? other.Resizer,
            ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? other.SupervisorStrategy : SupervisorStrategy,
            RouterDispatcher, Within, UsePoolDispatcher)
        : this;
}
