using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace OpenClaw.Daemon.Observability;

/// <summary>Log lines for people: time, subsystem, message.</summary>
/// <remarks>
/// Serilog's console sink would do the same with its own template; ours shares the message's masking with the file, takes
/// the traffic apart for <c>--verbose</c>, and writes to any writer, so that tests read what a user reads.
/// </remarks>
internal sealed class ConsoleLines(TextWriter output, LogLine line, LogEventLevel minimum, bool verbose) : ILogEventSink
{
    private readonly Lock _lock = new();

    /// <inheritdoc />
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < minimum && !(verbose && logEvent.Level >= LogEventLevel.Debug && IsTraffic(logEvent)))
        {
            return;
        }

        var level = logEvent.Level switch
        {
            LogEventLevel.Warning => "warn: ",
            LogEventLevel.Error => "error: ",
            LogEventLevel.Fatal => "fatal: ",
            _ => "",
        };
        var time = logEvent.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = $"{time} [{LogSubsystem.Of(logEvent)}] {level}{line.Text(logEvent)}";
        lock (_lock)
        {
            output.WriteLine(text);
            if (logEvent.Exception is { } exception)
            {
                output.WriteLine(exception.ToString());
            }

            output.Flush();
        }
    }

    private static bool IsTraffic(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value)
        && value is ScalarValue { Value: string category }
        && Array.Exists(GatewayLogs.TrafficCategories, traffic => category.StartsWith(traffic, StringComparison.Ordinal));
}
