using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Observability;
using OpenClaw.Gateway.Sessions;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>What session and run actors share.</summary>
/// <param name="Models">The models that can be called.</param>
/// <param name="Agents">The configured agents.</param>
/// <param name="Broadcast">Who sends events to the clients.</param>
/// <param name="Options">Limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logs">Makes the loggers.</param>
/// <param name="Health">Hears how many sessions there are; nobody when null.</param>
public sealed record RunServices(
    IModelCatalog Models, AgentDirectory Agents, IActorRef Broadcast, AgentRunOptions Options, TimeProvider Time, ILoggerFactory Logs, IActorRef? Health = null)
{
    /// <summary>Reads what sessions and runs keep beside the journal.</summary>
    public required IStateIndex Index { get; init; }

    /// <summary>Offers runs their tools and carries out their calls.</summary>
    public IToolHost Tools { get; init; } = NoTools.Instance;

    /// <summary>Reads what agents' folders say to them; null when there are none.</summary>
    public IAgentWorkspaces? Workspaces { get; init; }

    /// <summary>Keeps what happened last.</summary>
    public FlightRecorder Recorder { get; init; } = new(Time);

    internal ILogger<RunActor> RunLog { get; } = Logs.CreateLogger<RunActor>();

    internal ILogger<SessionActor> SessionLog { get; } = Logs.CreateLogger<SessionActor>();

    internal ILogger<SessionsActor> SessionsLog { get; } = Logs.CreateLogger<SessionsActor>();
}
