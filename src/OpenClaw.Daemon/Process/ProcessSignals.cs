using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OpenClaw.Daemon.Process;

/// <summary>The signals of a gateway that owns its process. They are held from its start to its end, restarts included.</summary>
internal sealed partial class ProcessSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _stop;
    private volatile Life _life = new(NullLogger.Instance, null);
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

    /// <summary>Whom signals concern from now on.</summary>
    /// <param name="log">Says what came.</param>
    /// <param name="restart">Called at SIGUSR1 and SIGUSR2; null while there is nothing to be restarted.</param>
    public void Serve(ILogger log, Action? restart = null) => _life = new Life(log, restart);

    /// <inheritdoc />
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _stopping, true))
        {
            LogIgnored(_life.Log, context.Signal);
            return;
        }

        LogStopping(_life.Log, context.Signal);
        _stop();
    }

    private void OnRestart(PosixSignalContext context)
    {
        context.Cancel = true;
        var life = _life;
        if (life.Restart is null)
        {
            LogNothingToRestart(life.Log);
            return;
        }

        life.Restart();
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "received {Signal}, shutting down")]
    private static partial void LogStopping(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "received {Signal} during shutdown, ignored")]
    private static partial void LogIgnored(ILogger log, PosixSignal signal);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "restart ignored: the gateway is just starting or stopping")]
    private static partial void LogNothingToRestart(ILogger log);

    private sealed record Life(ILogger Log, Action? Restart);
}
