using System.Net;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Configuration.Writing;
using OpenClaw.Daemon.Composition;
using OpenClaw.Daemon.Http;
using OpenClaw.Daemon.Observability;
using OpenClaw.Daemon.Process;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Daemon;

/// <summary>Runs the gateway: the one entry of this project.</summary>
public static partial class GatewayDaemon
{
    /// <summary>What would keep a gateway from starting on a configuration, a line a problem; empty when nothing would.</summary>
    /// <param name="loaded">The configuration.</param>
    public static IReadOnlyList<string> StartProblems(LoadedConfiguration loaded) => StartChecks.Problems(loaded, allowUnconfigured: false);

    /// <summary>Starts the gateway and serves until it is told to stop; at a restart signal that the configuration allows, stops and starts it anew in the same process.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Stops it, as SIGTERM does.</param>
    /// <returns>The process's exit code, see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(GatewayRunOptions options, CancellationToken cancellation = default)
    {
        if (options.OwnsProcess)
        {
            _ = Rehearsal.Begin();
        }

        var life = options with { Sources = options.Sources ?? ConfigurationSources.FromProcess() };
        // Before anything that takes time: a supervisor may change its mind while the gateway starts.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signals = options.OwnsProcess ? new ProcessSignals(stop.Cancel) : null;
        while (true)
        {
            if (await LiveAsync(life, signals, stop.Token) is { } code)
            {
                return code;
            }

            life = life with { OnStarted = null };
        }
    }

    /// <summary>From a start to the end, or to the restart that follows.</summary>
    /// <returns>The exit code; null for a restart.</returns>
    private static async Task<int?> LiveAsync(GatewayRunOptions options, ProcessSignals? signals, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var error = options.Error ?? Console.Error;
        var sources = options.Sources!;
        var loadedAt = time.GetUtcNow();
        var loaded = ConfigurationLoader.Load(sources);
        var bind = BindPlan.For(loaded.Value.Gateway);
        var problems = Problems(loaded, bind, options);
        if (problems.Count > 0)
        {
            return await RefuseAsync(error, ExitCodes.Configuration, problems);
        }

        using var logs = new GatewayLogs(loaded, options.Traffic, options.Output ?? Console.Out, time);
        var log = logs.Factory.CreateLogger(typeof(GatewayDaemon));
        signals?.Serve(log);
        try
        {
            stop.ThrowIfCancellationRequested();
            var (held, holder) = await InstanceLock.AcquireAsync(loaded, time, stop);
            using (held)
            {
                return held is null
                    ? await RefuseAsync(error, ExitCodes.Failure, AlreadyRunning(loaded, bind, holder))
                    : await ServeAsync(options, loaded, loadedAt, bind, logs, log, error, signals, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
        catch (Exception surroundings) when (surroundings is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder of somebody else: the message names the file, and there is nothing of ours to look for in a stack.
            return await RefuseAsync(error, ExitCodes.Failure, [$"The gateway cannot use its state directory {loaded.Paths.StateDirectory}: {surroundings.Message}"]);
        }
        catch (Exception exception)
        {
            LogFailed(log, exception);
            return await RefuseAsync(error, ExitCodes.Failure, [$"The gateway failed: {exception.Message}"]);
        }
    }

    private static async Task<int?> ServeAsync(
        GatewayRunOptions options, LoadedConfiguration loaded, DateTimeOffset loadedAt, BindPlan bind, GatewayLogs logs, ILogger log, TextWriter error, ProcessSignals? signals, CancellationToken stop)
    {
        await using var database = new GatewayJournal(loaded, TimeProvider.System, log, stop);
        foreach (var issue in loaded.Issues)
        {
            LogIssue(log, issue.Severity == IssueSeverity.Error ? LogLevel.Error : issue.Severity == IssueSeverity.Info ? LogLevel.Information : LogLevel.Warning, issue.ToString());
        }

        var gateway = loaded.Value.Gateway;
        string? tokenFile = null;
        if (StartChecks.NeedsGeneratedToken(loaded, options.AllowUnconfigured))
        {
            loaded = GeneratedToken.Add(loaded);
            tokenFile = loaded.Paths.GeneratedTokenFile;
        }

        if (options.OwnsProcess)
        {
            // Ports that derive from this one follow what runs, not what is configured.
            Environment.SetEnvironmentVariable("OPENCLAW_GATEWAY_PORT", gateway.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        SqlPersistence? journal = null;
        var live = new LiveConfiguration(loaded, () => ConfigurationLoader.Load(options.Sources!), loadedAt, options.AllowUnconfigured, TimeProvider.System, log);
        var store = new ConfigurationStore(
            () => live.Current,
            text => ConfigurationLoader.Load(options.Sources!, text),
            configuration => StartChecks.Problems(configuration, options.AllowUnconfigured),
            live.LookAgain,
            GatewayHost.Version,
            TimeProvider.System);
        await using var host = new GatewayHost(loaded, () => live.Current, bind, logs, database, () => journal!, store);
        try
        {
            journal = await database.OpenedAsync();
        }
        catch (StoreUnavailableException unavailable)
        {
            return await RefuseAsync(error, ExitCodes.Failure, [unavailable.Message]);
        }

        if (!await host.TryStartAsync(stop))
        {
            return await RefuseAsync(error, ExitCodes.Failure, [PortBusy(bind, gateway.Port)]);
        }

        var url = Url(bind.Addresses[0], gateway.Port);
        LogModel(log, loaded.Value.Agents.Defaults.Model.Primary ?? "echo (built in; set agents.defaults.model for a real one)");
        foreach (var address in bind.Addresses)
        {
            LogListening(log, Url(address, gateway.Port), Environment.ProcessId);
        }

        if (bind.Addresses.Any(address => !IPAddress.IsLoopback(address)))
        {
            LogExposed(log, SettingNames.BindModes.NameOf(gateway.Bind));
        }

        if (gateway.Auth.Mode == AuthMode.None)
        {
            LogOpen(log);
        }

        LogFile(log, logs.CurrentFile);
        LogStarted(log, url);
        options.OnStarted?.Invoke(new RunningGateway(gateway.Port, url, tokenFile, logs.CurrentFile));

        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        signals?.Serve(log, () => RestartIfAllowed(options, live, log, () => over.TrySetResult()));
        await WaitAsync(over, stop);
        signals?.Serve(log);
        var isRestart = !stop.IsCancellationRequested;
        await host.StopAsync(isRestart);
        if (isRestart)
        {
            return null;
        }

        LogStopped(log);
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> Problems(LoadedConfiguration loaded, BindPlan bind, GatewayRunOptions options)
    {
        var problems = StartChecks.Problems(loaded, options.AllowUnconfigured);
        return problems.Count == 0 && bind.Problem is not null ? [bind.Problem] : problems;
    }

    /// <summary>Only what could start again may stop for it.</summary>
    private static void RestartIfAllowed(GatewayRunOptions options, LiveConfiguration live, ILogger log, Action restart)
    {
        if (!live.Current.Value.Commands.Restart)
        {
            LogRestartIgnored(log);
            return;
        }

        var next = ConfigurationLoader.Load(options.Sources!);
        if (Problems(next, BindPlan.For(next.Value.Gateway), options) is { Count: > 0 } problems)
        {
            LogRestartRefused(log, string.Join("; ", problems));
            return;
        }

        LogRestarting(log);
        restart();
    }

    private static async Task WaitAsync(TaskCompletionSource over, CancellationToken stop)
    {
        await using var registration = stop.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), over);
        await over.Task;
    }

    private static IReadOnlyList<string> AlreadyRunning(LoadedConfiguration loaded, BindPlan bind, int holder)
    {
        var first = $"gateway already running (pid {(holder == 0 ? "unknown" : holder)}); lock timeout after {InstanceLock.WaitLimit.TotalMilliseconds}ms";
        return PortProbe.IsListening(bind.Addresses[0], loaded.Value.Gateway.Port) ? [first, PortBusy(bind, loaded.Value.Gateway.Port)] : [first];
    }

    private static string PortBusy(BindPlan bind, int port)
    {
        var holder = PortProbe.Holder(port) is { } process ? $" The port is held by pid {process.Pid} ({process.Command})." : "";
        return $"another gateway instance is already listening on {Url(bind.Addresses[0], port)} (EADDRINUSE).{holder} Stop it, or choose another port with --port.";
    }

    private static string Url(IPAddress address, int port) => $"ws://{new IPEndPoint(address, port)}";

    private static async Task<int> RefuseAsync(TextWriter error, int code, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            await error.WriteLineAsync(line);
        }

        await error.FlushAsync();
        return code;
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "SIGUSR1 restart ignored (not authorized; enable commands.restart or use gateway tool)")]
    private static partial void LogRestartIgnored(ILogger log);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Error, Message = "the gateway is not restarted, because it could not start again: {Problems}")]
    private static partial void LogRestartRefused(ILogger log, string problems);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Information, Message = "restarting")]
    private static partial void LogRestarting(ILogger log);

    [LoggerMessage(EventId = 5010, Message = "config: {Issue}")]
    private static partial void LogIssue(ILogger log, LogLevel level, string issue);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Information, Message = "agent model: {Model}")]
    private static partial void LogModel(ILogger log, string model);

    [LoggerMessage(EventId = 5012, Level = LogLevel.Information, Message = "listening on {Url} (PID {Pid})")]
    private static partial void LogListening(ILogger log, string url, int pid);

    [LoggerMessage(EventId = 5013, Level = LogLevel.Information, Message = "log file: {Path}")]
    private static partial void LogFile(ILogger log, string path);

    [LoggerMessage(EventId = 5014, Level = LogLevel.Information, Message = "Gateway started on {Url}")]
    private static partial void LogStarted(ILogger log, string url);

    [LoggerMessage(EventId = 5015, Level = LogLevel.Information, Message = "gateway stopped")]
    private static partial void LogStopped(ILogger log);

    [LoggerMessage(EventId = 5016, Level = LogLevel.Warning, Message = "gateway.bind={Bind}: other machines can reach this gateway; whoever has its secret controls it")]
    private static partial void LogExposed(ILogger log, string bind);

    [LoggerMessage(EventId = 5017, Level = LogLevel.Warning, Message = "gateway.auth.mode=none: all connections are unauthenticated")]
    private static partial void LogOpen(ILogger log);

    [LoggerMessage(EventId = 5018, Level = LogLevel.Critical, Message = "the gateway failed")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
