using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>What slash commands share. Immutable.</summary>
/// <param name="Broadcast">Sends their answers.</param>
/// <param name="Agents">The configured agents.</param>
/// <param name="Models">The models that can be set.</param>
/// <param name="Time">The clock.</param>
/// <param name="Version">The gateway's version.</param>
/// <param name="Uptime">Since the gateway started.</param>
public sealed record CommandServices(IActorRef Broadcast, AgentDirectory Agents, IModelCatalog Models, TimeProvider Time, string Version, Func<TimeSpan> Uptime);
