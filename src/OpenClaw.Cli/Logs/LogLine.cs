using System.Text.Json;
using OpenClaw.Client;

namespace OpenClaw.Cli.Logs;

/// <summary>One line of the file log.</summary>
/// <param name="Raw">The line as it stands in the file.</param>
/// <param name="Time">When, ISO 8601; null when the line does not say.</param>
/// <param name="Level">The level in lower case; null when the line does not say.</param>
/// <param name="Subsystem">The part of the gateway; null when the line does not say.</param>
/// <param name="Message">The text; null when the line is no log record.</param>
internal sealed record LogLine(string Raw, string? Time, string? Level, string? Subsystem, string? Message)
{
    /// <summary>Reads a line; what is no record keeps only its raw text.</summary>
    public static LogLine Parse(string raw)
    {
        var record = Json(raw);
        var meta = record.Property("_meta");
        var subsystem = Json(record.String("0") ?? "").String("subsystem") ?? Json(meta.String("name") ?? "").String("subsystem");
        return new LogLine(
            raw,
            record.String("time") ?? meta.String("date"),
            meta.String("logLevelName")?.ToLowerInvariant(),
            subsystem,
            record.String("message") ?? record.String("1") ?? record.String("0"));
    }

    private static JsonElement Json(string text)
    {
        if (text.Length == 0 || text[0] != '{')
            return default;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A line cut by a crash, or a text that only looks like JSON: shown raw.
            return default;
        }
    }
}
