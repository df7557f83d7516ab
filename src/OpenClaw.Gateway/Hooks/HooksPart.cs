using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Hooks;

/// <summary>Webhooks, as a part of the gateway. Stands behind the sessions' part.</summary>
public sealed class HooksPart : IGatewayPart
{
    /// <summary>The part's name.</summary>
    public const string PartName = "hooks";

    /// <inheritdoc/>
    public string Name => PartName;

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) => HooksActor.Props(gateway.Parts["sessions"], gateway.Heartbeat);

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [];
}
