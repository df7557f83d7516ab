using Akka.Actor;

namespace Akka.Routing;

/// <summary>A router whose routees are those that <see cref="RouterConfig.CreateRouter"/> gives it.</summary>
public abstract class CustomRouterConfig : RouterConfig
{
    /// <summary>On the default dispatcher.</summary>
    protected CustomRouterConfig() { }

    /// <summary>On a dispatcher.</summary>
    protected CustomRouterConfig(string routerDispatcher) : base(routerDispatcher) { }

    internal override ActorBase CreateRouterActor() => new RouterActor();

    internal override IEnumerable<Routee> FirstRoutees(RoutedActorCell cell) => [];
}
