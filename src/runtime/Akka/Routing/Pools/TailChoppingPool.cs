using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A pool that sends each message to one routee after another until one answers.</summary>
public sealed class TailChoppingPool : Pool
{
    /// <summary>A pool of the section of a deployment.</summary>
    public TailChoppingPool(Config config) : this(
        config.GetInt("nr-of-instances", 1), Resizer.FromConfig(config), DefaultSupervisorStrategy,
        Dispatch.Dispatchers.DefaultDispatcherId, config.GetTimeSpan("within"), config.GetTimeSpan("tail-chopping-router.interval", config.GetTimeSpan("interval")), config.HasPath("pool-dispatcher")) { }

    /// <summary>A pool of so many routees.</summary>
    public TailChoppingPool(int nrOfInstances, TimeSpan within, TimeSpan interval) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, within, interval) { }

    /// <summary>A pool whose size changes.</summary>
    public TailChoppingPool(int nrOfInstances, Resizer? resizer, TimeSpan within, TimeSpan interval) : this(nrOfInstances, resizer, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId, within, interval) { }

    /// <summary>A pool with everything said.</summary>
    public TailChoppingPool(
        int nrOfInstances, Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, TimeSpan within, TimeSpan interval, bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        Within = within;
        Interval = interval;
    }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Within { get; }

    /// <summary>How long one routee is waited for.</summary>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new TailChoppingRoutingLogic(system.Scheduler, Within, Interval));

    /// <summary>The same pool with another supervision of its routees.</summary>
    public TailChoppingPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, Resizer, strategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);

    /// <summary>The same pool with another resizer.</summary>
    public TailChoppingPool WithResizer(Resizer resizer) => new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);

    /// <summary>The same pool with another dispatcher of the router's own actor.</summary>
    public TailChoppingPool WithDispatcher(string dispatcher) => new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, Within, Interval, UsePoolDispatcher);

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig is Pool other
        ? new TailChoppingPool(
            NrOfInstances, Resizer ?? other.Resizer,
            ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? other.SupervisorStrategy : SupervisorStrategy,
            RouterDispatcher, Within, Interval, UsePoolDispatcher)
        : this;
}
