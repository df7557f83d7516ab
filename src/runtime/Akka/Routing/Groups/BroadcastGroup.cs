using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>A group that sends each message to all routees.</summary>
public sealed class BroadcastGroup : Group
{
    /// <summary>A group of the section of a deployment.</summary>
    public BroadcastGroup(Config config) : this(config.GetStringList("routees.paths"), Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public BroadcastGroup(params string[] paths) : this(paths, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group of the actors at these paths.</summary>
    public BroadcastGroup(IEnumerable<string> paths) : this(paths, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>A group with everything said.</summary>
    public BroadcastGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher) { }

    /// <inheritdoc/>
    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    /// <summary>The same group with another dispatcher of the router's own actor.</summary>
    public BroadcastGroup WithDispatcher(string dispatcher) => new(InternalPaths, dispatcher);
}
