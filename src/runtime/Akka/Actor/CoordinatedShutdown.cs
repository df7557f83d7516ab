using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Runs registered tasks in phases before the system stops. Phases are sorted by what they depend on.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ConcurrentDictionary<string, List<(string Name, Func<CancellationToken, Task<Done>> Task)>> _tasks = new();
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private Reason? _runStarted;
    private Task<Done>? _run;

    internal CoordinatedShutdown(ExtendedActorSystem system, Dictionary<string, Phase> phases)
    {
        System = system;
        Phases = phases;
        OrderedPhases = TopologicalSort(phases);
        _log = Logging.GetLogger(system, this);
    }

    /// <summary>Lets the last phase end the system, and the end of the process run all phases, as the configuration says.</summary>
    internal void Install(Config config)
    {
        var terminate = config.GetBoolean("terminate-actor-system", true);
        var exit = config.GetBoolean("exit-clr");
        if (terminate || exit) AddTask(PhaseActorSystemTerminate, "terminate-system", () => TerminateSystem(terminate, exit));
        if (!config.GetBoolean("run-by-clr-shutdown-hook", true)) return;
        EventHandler processExit = (_, _) => Run(ClrExitReason.Instance).Wait(TotalTimeout);
        AppDomain.CurrentDomain.ProcessExit += processExit;
        System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= processExit);
    }

    public ExtendedActorSystem System { get; }

    internal Dictionary<string, Phase> Phases { get; }
    internal List<string> OrderedPhases { get; }

    /// <summary>Why the shutdown runs; null while it does not.</summary>
    public Reason? ShutdownReason
    {
        get { lock (_lock) return _runStarted; }
    }

    /// <summary>The time-outs of all phases together.</summary>
    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => (CoordinatedShutdown)sys.RegisterExtension(new CoordinatedShutdownExtension());

    /// <summary>Adds a task to a phase; tasks of a phase run at the same time. One added while its phase runs is not run.</summary>
    /// <exception cref="ArgumentException">The phase is not configured, or the name is empty.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task) => AddTask(phase, taskName, _ => task());

    public void AddTask(string phase, string taskName, Func<CancellationToken, Task<Done>> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!Phases.ContainsKey(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", OrderedPhases)}]. All phases (along with their optional dependencies) must be defined in configuration.");
        if (string.IsNullOrEmpty(taskName)) throw new ArgumentException("Set a task name when adding tasks to the coordinated shutdown. Try to use unique, self-explanatory names.", nameof(taskName));
        var tasks = _tasks.GetOrAdd(phase, static _ => []);
        lock (tasks) tasks.Add((taskName, task));
    }

    /// <summary>The time that a phase may take.</summary>
    public TimeSpan Timeout(string phase) => Phases.TryGetValue(phase, out var known)
        ? known.Timeout
        : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        lock (_lock)
        {
            if (_run is not null) return _run;
            _runStarted = reason;
            var start = fromPhase is null ? 0 : OrderedPhases.IndexOf(fromPhase);
            _run = RunPhases(start < 0 ? [] : OrderedPhases.Skip(start).ToList());
            return _run;
        }
    }

    private async Task<Done> RunPhases(List<string> phases)
    {
        // The caller may be an actor: nothing of this runs on its thread or scheduler.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        foreach (var name in phases) await RunPhase(name, Phases[name]).ConfigureAwait(false);
        return Done.Instance;
    }

    private async Task RunPhase(string name, Phase phase)
    {
        if (!phase.Enabled || !_tasks.TryGetValue(name, out var registered)) return;
        (string Name, Func<CancellationToken, Task<Done>> Task)[] tasks;
        lock (registered) tasks = [.. registered];
        if (tasks.Length == 0) return;
        _log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Length, string.Join(",", tasks.Select(t => t.Name)));

        using var clock = new CancellationTokenSource();
        var all = Task.WhenAll(tasks.Select(task => RunOne(name, phase, task.Name, task.Task, clock.Token)));
        var deadline = Task.Delay(phase.Timeout, CancellationToken.None);
        if (await Task.WhenAny(all, deadline).ConfigureAwait(false) != all)
        {
            await clock.CancelAsync().ConfigureAwait(false);
            if (!phase.Recover) throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
            _log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
            return;
        }
        await all.ConfigureAwait(false);
    }

    private async Task RunOne(string phaseName, Phase phase, string name, Func<CancellationToken, Task<Done>> task, CancellationToken token)
    {
        try
        {
            await task(token).ConfigureAwait(false);
        }
        catch (Exception e) when (phase.Recover)
        {
            _log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phaseName, e.Message);
        }
    }

    private async Task<Done> TerminateSystem(bool terminate, bool exit)
    {
        if (terminate)
        {
            System.FinalTerminate();
            await System.WhenTerminated.ConfigureAwait(false);
        }
        if (exit && _runStarted is not ClrExitReason) Environment.Exit(_runStarted?.ExitCode ?? 0);
        return Done.Instance;
    }

    /// <summary>A class of its own per reason, so that callers can define theirs.</summary>
    public abstract class Reason
    {
        public int ExitCode { get; protected set; }
    }

    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();
        protected UnknownReason() { }
    }

    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();
        protected ActorSystemTerminateReason() { }
    }

    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();
        protected ClrExitReason() { }
    }

    public class ClusterDowningReason : Reason
    {
        public static readonly Reason Instance = new ClusterDowningReason();
        protected ClusterDowningReason() { }
    }

    public class ClusterLeavingReason : Reason
    {
        public static readonly Reason Instance = new ClusterLeavingReason();
        protected ClusterLeavingReason() { }
    }

    public class ClusterJoinUnsuccessfulReason : Reason
    {
        public static readonly Reason Instance = new ClusterJoinUnsuccessfulReason();
        protected ClusterJoinUnsuccessfulReason() { }
    }
}

/// <summary>Makes the <see cref="CoordinatedShutdown"/> of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown") ?? ConfigurationFactory.Empty;
        var shutdown = new CoordinatedShutdown(system, CoordinatedShutdown.PhasesFromConfig(config));
        shutdown.Install(config);
        return shutdown;
    }
}
