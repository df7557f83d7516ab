using System.Reflection;
using System.Runtime.InteropServices;
using Akka;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Writing;
using OpenClaw.Daemon.Access;
using OpenClaw.Daemon.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Daemon.Http.Hooks;
using OpenClaw.Daemon.Logs;
using OpenClaw.Daemon.Observability;
using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Config;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Hooks;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.RunCalls;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Models;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Daemon.Composition;

/// <summary>Puts the gateway together: actor system, supervision tree, Kestrel; starts and stops them in order.</summary>
/// <remarks>
/// Start: the port and the actor system at the same time. A client that gets in early waits at the door until the whole tree is there.
/// Stop: coordinated shutdown drains the tree (shutdown event, 1012) and ends the actor system, then the port is closed.
/// </remarks>
internal sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);
    private static readonly AgentRunOptions s_runs = new() { Dispatcher = RuntimeConfiguration.RunsDispatcher };

    private static readonly GatewayProtocol.Stop s_stop = new("gateway stopping");

    /// <summary>A start takes less; clients of the original are told as much.</summary>
    private static readonly GatewayProtocol.Stop s_restart = new("gateway restarting", RestartExpectedMs: 1500);

    /// <summary>
    /// Sockets have been closed by then, and whoever could answer has gone: what is left is an answer on its last bytes, or a peer that does not end its request.
    /// Such peers must not keep a gateway at rest from stopping within a second.
    /// </summary>
    private static readonly TimeSpan CutAfter = TimeSpan.FromMilliseconds(400);

    private readonly GatewayServer _server;
    private readonly ServiceProvider _services;
    private readonly WebSocketEndpoint _sockets;
    private readonly TailscaleWhois _tailscale;
    private readonly HttpAuthorizer _authorizer;
    private readonly Readiness _readiness;
    private readonly HttpDoors _doors;
    private readonly ModelCatalog _models;
    private readonly IDisposable? _export;
    private readonly GatewayTools _tools;
    private CoordinatedShutdown? _shutdown;
    private MemoryKeeper? _memory;
    private GatewayProtocol.Stop _farewell = s_stop;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="loaded">The user's configuration, as of the start.</param>
    /// <param name="current">The same as of now.</param>
    /// <param name="bind">Where to listen.</param>
    /// <param name="logs">The logs.</param>
    /// <param name="database">Whether the database answers.</param>
    /// <param name="journal">The open database; called when the actor system is made.</param>
    /// <param name="store">The configuration file, for clients that change it.</param>
    public GatewayHost(
        LoadedConfiguration loaded, Func<LoadedConfiguration> current, BindPlan bind, GatewayLogs logs, GatewayJournal database, Func<SqlPersistence> journal, ConfigurationStore store)
    {
        var time = TimeProvider.System;
        _readiness = new Readiness(time, () => database.IsThere);
        _export = OtlpExport.Start(loaded.Value.Diagnostics, Version);
        _models = new ModelCatalog(ModelConfiguration.Read(loaded.Value, name => loaded.Environment.GetValueOrDefault(name)), time);
        _tools = new GatewayTools(current, time);
        var composition = Compose(loaded, current, _models, logs, time, journal, _tools, store);
        _tailscale = new TailscaleWhois(time);
        var peers = new PeerReader(composition.Access, _tailscale);
        _sockets = new WebSocketEndpoint(new SocketOptions(), peers, time);
        _authorizer = new HttpAuthorizer(peers, time);
        _doors = new HttpDoors(composition.Configuration, new HttpGate(_authorizer), new HooksGate(peers, composition, time), time);

        var guard = new RequestGuard(peers, composition.Access, Environment.MachineName);
        var pipeline = new RequestPipeline(guard, _sockets, new HttpEndpoints(_readiness, composition.Options.Version, _doors));
        _server = new GatewayServer(bind.Addresses, loaded.Value.Gateway.Port, logs.Factory, pipeline.HandleAsync);
        _services = new ServiceCollection()
            .AddSingleton(logs.Factory)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddAkka("openclaw", akka => akka
                .AddHocon(RuntimeConfiguration.Load(), HoconAddMode.Append)
                .AddHocon(SqlPersistence.PluginConfig, HoconAddMode.Append)
                .AddSetup(journal())
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory(logs.Factory);
                })
                .WithActors(async (system, _) => await StartGatewayAsync(system, composition)))
            .BuildServiceProvider();
    }

    /// <summary>The version that clients and people see.</summary>
    public static string Version { get; } =
        typeof(GatewayHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Starts everything.</summary>
    /// <returns>False when the port is another's.</returns>
    public async Task<bool> TryStartAsync(CancellationToken cancellation)
    {
        var listening = _server.TryStartAsync(cancellation);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellation);
        }

        if (await listening)
        {
            _readiness.Ready();
            _memory = MemoryKeeper.OfThisProcess(TimeProvider.System);
            return true;
        }

        _sockets.Close();
        await StopActorsAsync();
        return false;
    }

    /// <summary>Stops everything, in order.</summary>
    /// <param name="isRestart">Whether clients are told that the gateway will be back.</param>
    public async Task StopAsync(bool isRestart)
    {
        _farewell = isRestart ? s_restart : s_stop;
        _readiness.Stopping();
        _sockets.Close();
        _doors.Close();
        await StopActorsAsync();
        await _server.StopAsync(CutAfter);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _memory?.Dispose();
        _tailscale.Dispose();
        _server.Dispose();
        await _services.DisposeAsync();
        _doors.Dispose();
        _export?.Dispose();
        await _tools.DisposeAsync();
    }

    private Task StopActorsAsync() => _shutdown?.Run(CoordinatedShutdown.ClrExitReason.Instance) ?? Task.CompletedTask;

    private async Task StartGatewayAsync(ActorSystem system, GatewayComposition composition)
    {
        var gateway = system.ActorOf(GatewaySupervisor.Props(composition), "gateway");
        var ready = await gateway.Ask<GatewayProtocol.Ready>(GatewayProtocol.GetReady.Instance, StartTimeout);
        _shutdown = CoordinatedShutdown.Get(system);
        _shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "drain-gateway", async () =>
        {
            await gateway.Ask<GatewayProtocol.Stopped>(_farewell, DrainTimeout);
            return Done.Instance;
        });
        _authorizer.Open(ready.Gateway.Pairing);
        var parts = ready.Gateway.Parts;
        var runs = new RunCaller(parts[RunCallsPart.PartName], new AgentDirectory(() => composition.Configuration().Value.Agents, _models), s_runs);
        _doors.Open(runs, parts[HooksPart.PartName], composition.Parts.OfType<SessionsPart>().Single().Tools);
        _sockets.Open(ready.Connections);
    }

    private static GatewayComposition Compose(
        LoadedConfiguration loaded, Func<LoadedConfiguration> current, ModelCatalog models, GatewayLogs logs, TimeProvider time, Func<SqlPersistence> journal, GatewayTools tools, ConfigurationStore store)
    {
        var key = GatewayKey.ReadOrCreate(loaded.Paths);
        var agents = loaded.Value.Agents;
        return new GatewayComposition
        {
            Options = new GatewayOptions
            {
                Version = Version,
                Host = Environment.MachineName,
                Platform = $"{PlatformName()} {Environment.OSVersion.Version.ToString(2)}",
                DeviceFamily = OperatingSystem.IsMacOS() ? "Mac" : OperatingSystem.IsWindows() ? "Windows" : "Linux",
                Identity = key.Identity,
                ConfigPath = loaded.FileExists ? loaded.Path : null,
                StateDir = loaded.Paths.StateDirectory,
                AuthMode = AccessPolicies.NameOf(loaded.Value.Gateway.Auth.Mode),
                DefaultAgentId = agents.Default.Id,
                MainKey = loaded.Value.Session.MainKey,
                AgentCount = Math.Max(1, agents.List.Length),
                ModelConfigured = agents.Defaults.Model.Primary is not null,
                Connections = new ConnectionOptions
                {
                    HandshakeTimeout = loaded.Value.Gateway.HandshakeTimeout,
                },
                IgnoreUnknownParams = loaded.Value.Gateway.Protocol.UnknownParams == Configuration.Schema.UnknownParams.Ignore,
            },
            Configuration = current,
            Access = AccessPolicies.From(current, key.Tokens),
            Health = new HealthFacts
            {
                DefaultAgentId = agents.Default.Id,
                Agents = [.. agents.List.Select(agent => new AgentFacts(agent.Id, agent.Name, loaded.Paths.StateDirectory, 0, []))],
                DefaultModel = agents.Defaults.Model.Primary,
                HeartbeatsEnabled = agents.Defaults.HeartbeatEvery is not null,
            },
            Time = time,
            Loggers = logs.Factory,
            Workspaces = tools.Workspaces,
            Parts =
            [
                new ConfigPart(store),
                .. tools.PartsBefore,
                new SlashCommandsPart(models),
                new SessionsPart(models, s_runs, () => journal().Index, tools.Host),
                new RunCallsPart(),
                tools.PartAfter,
                new HooksPart(),
                new LogsPart(() => logs.CurrentFile),
            ],
        };
    }

    private static string PlatformName() => OperatingSystem.IsMacOS() ? "macos" : OperatingSystem.IsWindows() ? "windows" : RuntimeInformation.RuntimeIdentifier.Split('-')[0];
}
