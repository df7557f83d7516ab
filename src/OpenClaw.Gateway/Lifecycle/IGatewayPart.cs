using Akka.Actor;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>A context of the gateway that brings its own actor and methods: sessions, channels, nodes, logs.</summary>
public interface IGatewayPart
{
    /// <summary>Name of its actor under <c>/user/gateway</c>.</summary>
    string Name { get; }

    /// <summary>Its actor, or null when it has none. Parts start in the order of the composition, after presence, health and pairing.</summary>
    Props? Props(GatewayContext gateway);

    /// <summary>Tells its actor that the gateway stops, after the last connection is gone; the actor then stops itself. Null: it is stopped at once.</summary>
    object? StopMessage => null;

    /// <summary>Its methods.</summary>
    /// <param name="gateway">The gateway, with every part that was started before.</param>
    /// <param name="self">Its own actor; nobody when it has none.</param>
    IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self);
}
