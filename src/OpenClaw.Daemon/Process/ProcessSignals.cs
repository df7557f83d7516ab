using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Daemon.Process;

/// <summary>The signals of a gateway that owns its process.</summary>
internal sealed partial class ProcessSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _stop;
    private ILogger? _log;
    private bool _stopping;

    /// <summary>Takes over SIGTERM and SIGINT, and on Unix the two restart signals.</summary>
    /// <param name="stop">Called at the first SIGTERM or SIGINT.</param>
    public ProcessSignals(Action stop)
    {
        _stop = stop;
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

    /// <summary>Says from now on what comes. Signals count from the first moment on, before there is a log.</summary>
    public void LogTo(ILogger log) => Volatile.Write(ref _log, log);

    /// <inheritdoc />
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _stopping, true))
        {
            if (_log is { } ignoring)
            {
                LogIgnored(ignoring, context.Signal);
            }

            return;
        }

        if (_log is { } log)
        {
            LogStopping(log, context.Signal);
        }

        _stop();
    }

    private void OnRestart(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_log is { } log)
        {
            LogRestartIgnored(log);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "received {Signal}, shutting down")]
    private static partial void LogStopping(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "received {Signal} during shutdown, ignored")]
    private static partial void LogIgnored(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "SIGUSR1 restart ignored (not authorized; enable commands.restart or use gateway tool)")]
    private static partial void LogRestartIgnored(ILogger log);
}
