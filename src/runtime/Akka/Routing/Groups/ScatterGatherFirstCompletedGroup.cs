using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A group that sends each message to all routees and the first answer back.</summary>
public sealed class ScatterGatherFirstCompletedGroup : Group
{
    /// <summary>A group of the section of a deployment.</summary>
    public ScatterGatherFirstCompletedGroup(Config config) : this(config.GetStringList("routees.paths"), config.GetTimeSpan("within"), Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within) : this(paths, within, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group with everything said.</summary>
    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within, string routerDispatcher) : base(paths, routerDispatcher)
    {
        Within = within;
    }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Within { get; }

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new ScatterGatherFirstCompletedRoutingLogic(Within));

    /// <summary>The same group with another dispatcher of the router's own actor.</summary>
    public ScatterGatherFirstCompletedGroup WithDispatcher(string dispatcher) => new(InternalPaths, Within, dispatcher);
}
