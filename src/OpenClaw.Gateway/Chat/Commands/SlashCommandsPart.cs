using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>Slash commands, as a part of the gateway. Stands before whatever lets people chat.</summary>
/// <param name="models">The models that can be set.</param>
public sealed class SlashCommandsPart(IModelCatalog models) : IGatewayPart
{
    /// <summary>The part's name.</summary>
    public const string PartName = "commands";

    /// <inheritdoc/>
    public string Name => PartName;

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) => SlashCommandsActor.Props(new CommandServices(
        gateway.Broadcast, new AgentDirectory(() => gateway.Configuration().Value.Agents, models), models, gateway.Time, gateway.Options.Version, () => gateway.Uptime));

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [];
}
