using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>Runs that are called from outside sockets, as a part of the gateway. Stands behind the sessions' part.</summary>
public sealed class RunCallsPart : IGatewayPart
{
    /// <summary>The part's name.</summary>
    public const string PartName = "calls";

    /// <inheritdoc/>
    public string Name => PartName;

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) => RunCallsActor.Props(gateway.Parts["sessions"], gateway.Broadcast);

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [];
}
