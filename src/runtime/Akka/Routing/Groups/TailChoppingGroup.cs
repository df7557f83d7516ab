using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A group that sends each message to one routee after another until one answers.</summary>
public sealed class TailChoppingGroup : Group
{
    /// <summary>A group of the section of a deployment.</summary>
    public TailChoppingGroup(Config config) : this(config.GetStringList("routees.paths"), config.GetTimeSpan("within"), config.GetTimeSpan("tail-chopping-router.interval", config.GetTimeSpan("interval")), Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public TailChoppingGroup(IEnumerable<string> paths, TimeSpan within, TimeSpan interval) : this(paths, within, interval, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group with everything said.</summary>
    public TailChoppingGroup(IEnumerable<string> paths, TimeSpan within, TimeSpan interval, string routerDispatcher) : base(paths, routerDispatcher)
    {
        Within = within;
        Interval = interval;
    }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Within { get; }

    /// <summary>How long one routee is waited for.</summary>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new TailChoppingRoutingLogic(system.Scheduler, Within, Interval));

    /// <summary>The same group with another dispatcher of the router's own actor.</summary>
    public TailChoppingGroup WithDispatcher(string dispatcher) => new(InternalPaths, Within, Interval, dispatcher);
}
