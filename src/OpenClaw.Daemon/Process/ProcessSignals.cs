using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Daemon.Process;

/// <summary>The signals of a gateway that owns its process.</summary>
internal sealed partial class ProcessSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _stop;
    private readonly ILogger _log;
    private bool _stopping;

    /// <summary>Takes over SIGTERM and SIGINT, and on Unix the two restart signals.</summary>
    /// <param name="stop">Called at the first SIGTERM or SIGINT.</param>
    /// <param name="log">Says what came.</param>
    public ProcessSignals(Action stop, ILogger log)
    {
        _stop = stop;
        _log = log;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop));
        if (!OperatingSystem.IsWindows())
        {
            // SIGUSR1 and SIGUSR2 have no names in .NET; raw numbers are taken. Unhandled they would end the process.
            var (user1, user2) = OperatingSystem.IsLinux() ? (10, 12) : (30, 31);
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)user1, OnRestart));
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)user2, OnRestart));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _stopping, true))
        {
            LogIgnored(_log, context.Signal);
            return;
        }

        LogStopping(_log, context.Signal);
        _stop();
    }

    private void OnRestart(PosixSignalContext context)
    {
        context.Cancel = true;
        LogRestartIgnored(_log);
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "received {Signal}, shutting down")]
    private static partial void LogStopping(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "received {Signal} during shutdown, ignored")]
    private static partial void LogIgnored(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "SIGUSR1 restart ignored (not authorized; enable commands.restart or use gateway tool)")]
    private static partial void LogRestartIgnored(ILogger log);
}
