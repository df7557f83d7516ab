using System.Globalization;
using OpenClaw.Daemon.Process;
using Serilog.Core;
using Serilog.Events;

namespace OpenClaw.Daemon.Observability;

/// <summary>Log lines for people: time, subsystem, message.</summary>
/// <remarks>
/// Serilog's console sink would do the same with its own template; ours shares the message's masking with the file, takes
/// the traffic apart for <c>--verbose</c>, and writes to any writer, so that tests read what a user reads.
/// </remarks>
internal sealed class ConsoleLines(TextWriter output, LogLine line, LogEventLevel minimum, TrafficView traffic) : ILogEventSink
{
    // Of a connection: its socket, a request as it arrives, and how it closes. Each is followed or preceded by a line that says more.
    private static readonly int[] s_notCompact = [8000, 8006, 8014, 8016];

    private readonly Lock _lock = new();

    /// <inheritdoc />
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < minimum && !(traffic != TrafficView.None && logEvent.Level >= LogEventLevel.Debug && IsTraffic(logEvent)))
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
                output.WriteLine(line.Text(exception));
            }

            output.Flush();
        }
    }

    private bool IsTraffic(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value)
        && value is ScalarValue { Value: string category }
        && Array.Exists(GatewayLogs.TrafficCategories, prefix => category.StartsWith(prefix, StringComparison.Ordinal))
        && (traffic == TrafficView.Full || !s_notCompact.Contains(IdOf(logEvent)));

    private static int IdOf(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("EventId", out var value) && value is StructureValue structure
        && structure.Properties.FirstOrDefault(static property => property.Name == "Id")?.Value is ScalarValue { Value: int id }
            ? id
            : 0;
}
