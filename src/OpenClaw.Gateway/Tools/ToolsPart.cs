using Akka.Actor;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tools;

/// <summary>The methods about tools; it comes after the sessions, whose runs use the host.</summary>
/// <param name="host">The tools of all agents.</param>
public sealed class ToolsPart(Func<GatewayContext, IToolHost> host) : IGatewayPart
{
    /// <inheritdoc/>
    public string Name => "tools";

    /// <inheritdoc/>
    public Props? Props(GatewayContext gateway) => null;

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [new ToolMethods(gateway, host(gateway))];
}
