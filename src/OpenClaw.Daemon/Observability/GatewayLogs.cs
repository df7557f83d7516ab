using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Process;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace OpenClaw.Daemon.Observability;

/// <summary>Where the gateway's log lines go: the console and the file. Every part, the actor runtime included, logs through <see cref="Factory"/>.</summary>
internal sealed class GatewayLogs : IDisposable
{
    /// <summary>Categories of the lines that <c>--verbose</c> adds: handshakes, requests and responses; events.</summary>
    public static readonly string[] TrafficCategories = ["OpenClaw.Gateway.Connections", "OpenClaw.Gateway.Broadcast"];

    private readonly Logger _logger;
    private readonly LogFile _file;

    /// <summary>Sets the log up.</summary>
    /// <param name="loaded">Levels, file and masking.</param>
    /// <param name="traffic">What the console shows of the traffic.</param>
    /// <param name="output">The console.</param>
    /// <param name="time">Says which day it is.</param>
    public GatewayLogs(LoadedConfiguration loaded, TrafficView traffic, TextWriter output, TimeProvider time)
    {
        var options = loaded.Value.Logging;
        var line = new LogLine(options.RedactSensitive != RedactMode.Off);
        var folder = LogFolder.Choose(StatePaths.LogDirectory, loaded.Paths);
        _file = new LogFile(options.File, folder, line, time);

        // What nobody will see is not even put together: a request must not pay for a debug line.
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is((LogEventLevel)Math.Min((int)Level(options.ConsoleLevel), (int)Level(options.Level)))
            // ASP.NET Core's own line a request says nothing that ours do not.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Sink(new ConsoleLines(output, line, Level(options.ConsoleLevel), traffic));
        foreach (var category in traffic == TrafficView.None ? [] : TrafficCategories)
        {
            configuration.MinimumLevel.Override(category, LogEventLevel.Debug);
        }

        if (options.Level != LogVerbosity.Silent)
        {
            configuration.WriteTo.Sink(_file, Level(options.Level));
        }

        _logger = configuration.CreateLogger();
        Factory = new SerilogLoggerFactory(_logger);
    }

    /// <summary>Makes the loggers.</summary>
    public ILoggerFactory Factory { get; }

    /// <summary>The file of today.</summary>
    public string CurrentFile => _file.CurrentPath;

    /// <inheritdoc />
    public void Dispose()
    {
        Factory.Dispose();
        _logger.Dispose();
        _file.Dispose();
    }

    private static LogEventLevel Level(LogVerbosity verbosity) => verbosity switch
    {
        LogVerbosity.Trace => LogEventLevel.Verbose,
        LogVerbosity.Debug => LogEventLevel.Debug,
        LogVerbosity.Info => LogEventLevel.Information,
        LogVerbosity.Warn => LogEventLevel.Warning,
        LogVerbosity.Error => LogEventLevel.Error,
        LogVerbosity.Fatal => LogEventLevel.Fatal,
        // Above every level that exists.
        _ => LogEventLevel.Fatal + 1,
    };
}
