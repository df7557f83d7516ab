using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Domain.Nodes;
using OpenClaw.Domain.Presence;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Channels;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Config;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Cron;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Heartbeat;
using OpenClaw.Gateway.Host;
using OpenClaw.Gateway.Identity;
using OpenClaw.Gateway.Nodes;
using OpenClaw.Gateway.Pairing;
using OpenClaw.Gateway.Presence;
using OpenClaw.Gateway.Skills;
using OpenClaw.Gateway.Unserved;
using OpenClaw.Gateway.Voice;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Starts the gateway's actors in order and stops them in the opposite one.</summary>
/// <remarks>
/// Path: <c>/user/gateway</c>. Children, in start order: broadcast, health, nodes, presence, heartbeat, pairing, the parts of the composition, connections, access.
/// Strategy, one for one: the gateway's own actors resume after an exception, because each replaces its state only at the end of a message (a request among them is answered, see <see cref="ServingActor"/>); a part's actor
/// restarts, at most ten times a minute, then the failure is escalated and the process ends. States: Running, Closing (connections drain), Stopping (parts).
/// </remarks>
public sealed partial class GatewaySupervisor : ReceiveActor
{
    private readonly GatewayComposition _composition;
    private readonly ILogger<GatewaySupervisor> _log;
    private readonly List<IActorRef> _parts = [];
    private readonly Dictionary<IActorRef, object> _stopMessages = [];
    private readonly List<IActorRef> _awaitStopped = [];
    private readonly Published<IActorRef> _published = new(ActorRefs.Nobody);
    private GatewayContext _gateway = null!;
    private IActorRef _connections = null!;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(GatewayComposition composition) => Akka.Actor.Props.Create(() => new GatewaySupervisor(composition));

    /// <summary>A gateway made of this.</summary>
    public GatewaySupervisor(GatewayComposition composition)
    {
        _composition = composition;
        _log = composition.Loggers.CreateLogger<GatewaySupervisor>();
        Running();
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(10, TimeSpan.FromMinutes(1), exception =>
    {
        var isPart = _parts.Contains(Sender);
        LogChildFailed(exception, Sender.Path.Name, isPart);
        return exception is ActorInitializationException ? Directive.Escalate : isPart ? Directive.Restart : Directive.Resume;
    });

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _gateway = StartOwnActors();
        var modules = OwnModules(_gateway).ToList();
        foreach (var part in _composition.Parts)
        {
            IActorRef self = ActorRefs.Nobody;
            if (part.Props(_gateway) is { } props)
            {
                self = Context.ActorOf(props, part.Name);
                _parts.Add(self);
                if (part.StopMessage is { } stop)
                {
                    _stopMessages.Add(self, stop);
                }

                _gateway = _gateway with { Parts = _gateway.Parts.Add(part.Name, self) };
            }

            modules.AddRange(part.Modules(_gateway, self));
        }

        var methods = MethodRegistry.Of(modules);
        _connections = Context.ActorOf(ConnectionsActor.Props(_gateway, methods, _composition.Options.Connections), "connections");
        _published.Publish(_connections);
        Context.ActorOf(AccessActor.Props(_composition.Access, _connections, _composition.Loggers.CreateLogger<AccessActor>()), "access");
        LogStarted(_parts.Count, methods.Names.Length);
    }

    private void Running()
    {
        Receive<GatewayProtocol.GetReady>(_ => Sender.Tell(new GatewayProtocol.Ready(_connections, _gateway)));
        Receive<GatewayProtocol.Stop>(OnStop);
    }

    private void Closing()
    {
        Receive<GatewayProtocol.Stop>(_ => _awaitStopped.Add(Sender));
        Receive<ConnectionsProtocol.Drained>(_ =>
        {
            Become(Stopping);
            StopNextPart();
        });
    }

    private void Stopping()
    {
        Receive<GatewayProtocol.Stop>(_ => _awaitStopped.Add(Sender));
        Receive<Terminated>(terminated =>
        {
            _parts.Remove(terminated.ActorRef);
            StopNextPart();
        });
    }

    private void Stopped() => Receive<GatewayProtocol.Stop>(_ => Sender.Tell(GatewayProtocol.Stopped.Instance));

    private void OnStop(GatewayProtocol.Stop stop)
    {
        LogStopping(stop.Reason);
        _awaitStopped.Add(Sender);
        _connections.Tell(new ConnectionsProtocol.Drain(stop.Reason, stop.RestartExpectedMs));
        Become(Closing);
    }

    private void StopNextPart()
    {
        if (_parts.Count > 0)
        {
            Context.Watch(_parts[^1]);
            if (_stopMessages.Remove(_parts[^1], out var stop))
            {
                _parts[^1].Tell(stop);
            }
            else
            {
                Context.Stop(_parts[^1]);
            }

            return;
        }

        foreach (var waiting in _awaitStopped)
        {
            waiting.Tell(GatewayProtocol.Stopped.Instance);
        }

        Become(Stopped);
    }

    private GatewayContext StartOwnActors()
    {
        var options = _composition.Options;
        var time = _composition.Time;
        var loggers = _composition.Loggers;
        var healthOptions = new HealthOptions(time.GetTimestamp(), options.Version);
        var presence = new Published<PresenceSnapshot>(new PresenceSnapshot(PresenceState.StartedBy(OwnRow(options, time.GetUtcNow()))));
        var health = new Published<HealthSnapshot>(HealthActor.First(_composition.Health, healthOptions, time));
        var broadcast = Context.ActorOf(BroadcastActor.Props(loggers.CreateLogger<BroadcastActor>()), "broadcast");
        var healthActor = Context.ActorOf(HealthActor.Props(health, presence, broadcast, healthOptions, time), "health");
        var nodes = Context.ActorOf(NodesActor.Props(healthActor, () => NodePolicy(_composition.Configuration()), time), "nodes");
        return new GatewayContext
        {
            Options = options,
            Configuration = _composition.Configuration,
            Access = _composition.Access,
            Workspaces = _composition.Workspaces,
            Time = time,
            Loggers = loggers,
            StartedAt = healthOptions.StartedAt,
            PresenceSnapshot = presence,
            HealthSnapshot = health,
            Broadcast = broadcast,
            Presence = Context.ActorOf(PresenceActor.Props(presence, health, broadcast, options.Presence, time), "presence"),
            Health = healthActor,
            Heartbeat = Context.ActorOf(HeartbeatActor.Props(healthActor), "heartbeat"),
            Nodes = nodes,
            Pairing = Context.ActorOf(JournalSupervisor.Props(Devices(broadcast, nodes), "devices", new PairingStandIn(_composition.Access).Answer, loggers.CreateLogger<JournalSupervisor>()), "pairing"),
        };
    }

    private Props Devices(IActorRef broadcast, IActorRef nodes) =>
        PairingActor.Props(_composition.Access, broadcast, nodes, _published, _composition.Time, _composition.Loggers.CreateLogger<PairingActor>());

    private static IEnumerable<IMethodModule> OwnModules(GatewayContext gateway) =>
    [
        new HealthMethods(gateway),
        new PresenceMethods(gateway),
        new HeartbeatMethods(gateway),
        new PairingMethods(gateway),
        new IdentityMethods(gateway),
        new ConfigMethods(gateway),
        new ChannelMethods(gateway),
        new SendMethods(),
        new CommandMethods(),
        new NodeMethods(gateway),
        new NodeHostMethods(gateway),
        new CronMethods(),
        new HostMethods(gateway),
        new UnservedMethods(gateway),
        new SkillMethods(gateway),
        new VoiceMethods(),
        .. gateway.Workspaces is { } workspaces ? (IEnumerable<IMethodModule>)[new AgentFilesMethods(gateway, workspaces)] : [],
    ];

    private static NodeCommandPolicy NodePolicy(LoadedConfiguration configuration) =>
        configuration.Value.Gateway.Nodes is { AllowCommands: [], DenyCommands: [] }
            ? NodeCommandPolicy.Default
            : new NodeCommandPolicy(configuration.Value.Gateway.Nodes.AllowCommands, configuration.Value.Gateway.Nodes.DenyCommands);

    private static PresenceEntry OwnRow(GatewayOptions options, DateTimeOffset now) => new()
    {
        Text = options.Ip is null
            ? $"Gateway: {options.Host} · app {options.Version} · mode gateway · reason self"
            : $"Gateway: {options.Host} ({options.Ip}) · app {options.Version} · mode gateway · reason self",
        At = now,
        Host = options.Host,
        Ip = options.Ip,
        Version = options.Version,
        Platform = options.Platform,
        DeviceFamily = options.DeviceFamily,
        Mode = "gateway",
        Reason = "self",
        InstanceId = options.BootId,
    };

    [LoggerMessage(EventId = 8400, Level = LogLevel.Information, Message = "Actors started: {parts} parts, {methods} methods.")]
    private partial void LogStarted(int parts, int methods);

    [LoggerMessage(EventId = 8401, Level = LogLevel.Information, Message = "Stopping: {reason}.")]
    private partial void LogStopping(string reason);

    [LoggerMessage(EventId = 8402, Level = LogLevel.Error, Message = "{child} failed (part: {isPart}).")]
    private partial void LogChildFailed(Exception exception, string child, bool isPart);
}
