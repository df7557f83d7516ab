using System.Collections.Immutable;
using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>read</c>: lines of a text file, or a picture.</summary>
internal sealed class ReadTool : ITool
{
    private const int MaxLines = 2000;
    private const int MaxChars = 50_000;
    private const int MaxLineChars = 4_000;
    private const int MaxImageBytes = 5 * 1024 * 1024;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "read",
            $"Read a file of the workspace. Text comes in lines, at most {MaxLines} or {MaxChars} characters a call; go on with offset. Pictures (png, jpeg, gif, webp) are shown.",
            """
            {"type":"object","required":["path"],"properties":{
            "path":{"type":"string","description":"Path of the file, relative to the workspace or absolute"},
            "offset":{"type":"integer","minimum":1,"description":"Line to start at, counted from 1"},
            "limit":{"type":"integer","minimum":1,"description":"Lines to read at most"}}}
            """),
        IsRepeatable: true,
        ToolGroups.Files);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var (workspace, path) = Workspace.ForReading(call.Options, call.Arguments.Text("path", "file_path"));
        var offset = call.Arguments.OptionalNumber("offset", 1, int.MaxValue) ?? 1;
        var limit = Math.Min(call.Arguments.OptionalNumber("limit", 1, int.MaxValue) ?? MaxLines, MaxLines);
        var bytes = await workspace.ReadAsync(path, cancel);
        if (FileText.ImageType(bytes) is { } image)
        {
            return bytes.Length <= MaxImageBytes
                ? new ToolResult([new MessageContent.Text($"Picture {path} ({image}, {bytes.Length} bytes)"), new MessageContent.Image(image, bytes)], IsError: false)
                : ToolResult.Error($"{path} is a picture of {bytes.Length} bytes; up to {MaxImageBytes} can be shown.");
        }

        return FileText.IsBinary(bytes)
            ? ToolResult.Error($"{path} is not a text file ({bytes.Length} bytes).")
            : Lines(path, FileText.Decode(bytes), offset, limit);
    }

    private static ToolResult Lines(string path, string text, int offset, int limit)
    {
        if (text.Length == 0)
        {
            return ToolResult.Of($"[{path} is empty]");
        }

        var output = new StringBuilder();
        int line = 0, shown = 0;
        var full = false;

        // A text that ends with a line break has no line after it.
        var lines = text.AsSpan(0, text.Length - (text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : text[^1] == '\n' ? 1 : 0));
        foreach (var span in lines.EnumerateLines())
        {
            line++;
            if (line < offset || full || shown == limit)
            {
                continue;
            }

            var length = Math.Min(span.Length, MaxLineChars);
            if (shown > 0 && output.Length + length > MaxChars)
            {
                full = true;
                continue;
            }

            output.Append(span[..length]);
            if (length < span.Length)
            {
                output.Append(System.Globalization.CultureInfo.InvariantCulture, $" [{span.Length - length} more characters in this line]");
            }

            output.Append('\n');
            shown++;
        }

        if (offset > line)
        {
            return ToolResult.Error($"{path} has {line} lines; offset {offset} is past its end.");
        }

        if (offset + shown - 1 < line)
        {
            output.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n[Lines {offset}-{offset + shown - 1} of {line}. Use offset={offset + shown} to go on.]");
        }

        return ToolResult.Of(output.ToString());
    }
}
