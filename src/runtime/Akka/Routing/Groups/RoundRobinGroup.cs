using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A group that sends messages to its routees in turn.</summary>
public sealed class RoundRobinGroup : Group
{
    /// <summary>A group of the section of a deployment.</summary>
    public RoundRobinGroup(Config config) : this(config.GetStringList("routees.paths"), Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public RoundRobinGroup(params string[] paths) : this(paths, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public RoundRobinGroup(IEnumerable<string> paths) : this(paths, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group with everything said.</summary>
    public RoundRobinGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher) { }

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

    /// <summary>The same group with another dispatcher of the router's own actor.</summary>
    public RoundRobinGroup WithDispatcher(string dispatcher) => new(InternalPaths, dispatcher);
}
