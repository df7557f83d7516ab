using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace OpenClaw.Daemon.Observability;

/// <summary>One log event as the JSON line that the original writes, so that its log viewers render ours.</summary>
/// <remarks>
/// <c>{"0": subsystem as JSON text, "1": message, "2": exception?, "_meta": {…, "logLevelName"}, "time", "hostname", "message"}</c>.
/// </remarks>
internal sealed class LogLine(bool mask)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly MessageTemplateTextFormatter Message = new("{Message:l}", CultureInfo.InvariantCulture);
    private readonly string _host = Environment.MachineName;
    private readonly string _runtimeVersion = Environment.Version.ToString();

    /// <summary>The event's message without quotes around its values, secrets masked.</summary>
    public string Text(LogEvent logEvent)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, writer);
        return Masked(writer.ToString());
    }

    /// <summary>An exception with its stack, secrets masked.</summary>
    public string Text(Exception exception) => Masked(exception.ToString());

    /// <summary>Writes the line, newline included.</summary>
    public void Write(LogEvent logEvent, Stream output)
    {
        var message = Text(logEvent);
        var name = $"{{\"subsystem\":\"{JsonEncodedText.Encode(LogSubsystem.Of(logEvent))}\"}}";
        var (levelId, levelName) = Level(logEvent.Level);
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("0", name);
            writer.WriteString("1", message);
            if (logEvent.Exception is { } exception)
            {
                writer.WriteString("2", Text(exception));
            }

            writer.WriteStartObject("_meta");
            writer.WriteString("runtime", "dotnet");
            writer.WriteString("runtimeVersion", _runtimeVersion);
            writer.WriteString("hostname", _host);
            writer.WriteString("date", logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteNumber("logLevelId", levelId);
            writer.WriteString("logLevelName", levelName);
            writer.WriteString("name", name);
            writer.WriteStartArray("parentNames");
            writer.WriteStringValue("openclaw");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteString("time", logEvent.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
            writer.WriteString("hostname", _host);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private string Masked(string text) => mask ? SensitiveText.Mask(text) : text;

    /// <summary>The level as the original numbers and names it.</summary>
    private static (int Id, string Name) Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => (1, "TRACE"),
        LogEventLevel.Debug => (2, "DEBUG"),
        LogEventLevel.Information => (3, "INFO"),
        LogEventLevel.Warning => (4, "WARN"),
        LogEventLevel.Error => (5, "ERROR"),
        _ => (6, "FATAL"),
    };
}
