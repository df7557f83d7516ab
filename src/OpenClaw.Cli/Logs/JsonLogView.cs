using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Logs;

/// <summary>One JSON object a line: <c>meta</c> first, then <c>log</c>, <c>raw</c> and <c>notice</c>. A log has no end, so it is no single document.</summary>
internal sealed class JsonLogView(TextWriter output) : ILogView
{
    public void Begin(string file, long cursor, long size) =>
        JsonOutput.WriteLine(output, (file, cursor, size), static (writer, meta) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "meta");
            writer.WriteString("file", meta.file);
            writer.WriteNumber("cursor", meta.cursor);
            writer.WriteNumber("size", meta.size);
            writer.WriteEndObject();
        });

    public void Show(LogLine line) =>
        JsonOutput.WriteLine(output, line, static (writer, shown) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", shown.Message is null ? "raw" : "log");
            if (shown.Message is not null)
            {
                writer.WriteString("time", shown.Time);
                writer.WriteString("level", shown.Level);
                writer.WriteString("subsystem", shown.Subsystem);
                writer.WriteString("message", shown.Message);
            }

            writer.WriteString("raw", shown.Raw);
            writer.WriteEndObject();
        });

    public void Notice(string text) =>
        JsonOutput.WriteLine(output, text, static (writer, message) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "notice");
            writer.WriteString("message", message);
            writer.WriteEndObject();
        });
}
