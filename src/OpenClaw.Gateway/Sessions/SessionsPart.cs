using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Usage;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Models;
using OpenClaw.Gateway.Observability;
using OpenClaw.Gateway.Usage;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Sessions, runs and the methods around them, as a part of the gateway.</summary>
/// <remarks>The agents are those of the configuration as of now; models, queues and session settings those of its start.</remarks>
public sealed class SessionsPart : IGatewayPart
{
    private readonly IModelCatalog _models;
    private readonly AgentRunOptions _options;
    private readonly Func<GatewayContext, IToolHost> _tools;
    private readonly Func<IStateIndex> _index;
    private AgentDirectory? _agents;
    private FlightRecorder? _recorder;

    /// <summary>Creates the part.</summary>
    /// <param name="models">The models that can be called.</param>
    /// <param name="options">Limits.</param>
    /// <param name="index">Beside the journal that the actor system has; asked for when the part starts.</param>
    /// <param name="tools">Makes the host of tools once the actors that it needs run; null for none. Does no I/O.</param>
    public SessionsPart(IModelCatalog models, AgentRunOptions options, Func<IStateIndex> index, Func<GatewayContext, IToolHost>? tools = null)
    {
        _models = models;
        _options = options;
        _index = index;
        _tools = tools ?? (static _ => NoTools.Instance);
    }

    /// <summary>The host of the runs' tools, once the part has started.</summary>
    public IToolHost Tools { get; private set; } = NoTools.Instance;

    /// <inheritdoc/>
    public string Name => "sessions";

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) =>
        SessionsActor.Props(new RunServices(new ObservedModels(_models, gateway.Time), Agents(gateway), gateway.Broadcast, Options(gateway), gateway.Time, gateway.Loggers, gateway.Health)
        {
            Index = _index(),
            Tools = Tools = new ObservedTools(_tools(gateway), gateway.Time),
            Workspaces = gateway.Workspaces,
            Recorder = Recorder(gateway),
        });

    /// <inheritdoc/>
    public object StopMessage => SessionsProtocol.Drain.Instance;

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self)
    {
        var agents = Agents(gateway);
        var session = gateway.Configuration().Value.Session;
        var queue = InputQueues.ModeOf(gateway.Configuration().Value.Messages.Queue, RunCounts.WebChat, QueueMode.Collect);
        return
        [
            new AgentMethods(self, agents, _options),
            new ChatMethods(
                self,
                agents,
                _models,
                _options,
                gateway.Parts.GetValueOrDefault(SlashCommandsPart.PartName),
                queue),
            new SessionMethods(self, agents, _models),
            new SessionViewerMethods(gateway.Presence, agents),
            new SessionCreationMethods(self, agents, _models, _options, queue),
            new SessionTransferMethods(self, agents, gateway.Time),
            new AgentsMethods(agents, session.MainKey, session.Scope, gateway.Options.StateDir is { } state ? Path.Combine(state, "workspace") : null),
            new ModelMethods(_models, agents, gateway.Time),
            new UsageMethods(_index(), _models, gateway.Time, gateway.Loggers.CreateLogger<UsageMethods>()),
            new StabilityMethods(Recorder(gateway), gateway.Time),
        ];
    }

    private FlightRecorder Recorder(GatewayContext gateway) => _recorder ??= new FlightRecorder(gateway.Time);

    private AgentRunOptions Options(GatewayContext gateway)
    {
        var configuration = gateway.Configuration().Value;
        return _options with { Queue = InputQueues.LimitsOf(configuration.Messages.Queue), Reset = SessionResets.PolicyOf(configuration.Session) };
    }

    // One directory for actor and methods; both are asked for on the supervisor's thread.
    private AgentDirectory Agents(GatewayContext gateway) => _agents ??= new AgentDirectory(() => gateway.Configuration().Value.Agents, _models);
}
