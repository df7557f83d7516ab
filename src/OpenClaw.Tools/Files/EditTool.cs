using System.Text;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>edit</c>: replaces pieces of a text file that each occur exactly once.</summary>
internal sealed class EditTool : ITool
{
    private const int MaxEdits = 200;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "edit",
            "Change a text file of the workspace by replacing exact pieces. Each oldText must occur exactly once; all edits of a call are made, or none.",
            """
            {"type":"object","required":["path"],"properties":{
            "path":{"type":"string","description":"Path of the file, relative to the workspace or absolute"},
            "oldText":{"type":"string","description":"Text to replace, exactly as it stands in the file"},
            "newText":{"type":"string","description":"Text to put in its place"},
            "edits":{"type":"array","description":"Several replacements at once, in place of oldText and newText","items":{"type":"object","required":["oldText","newText"],"properties":{"oldText":{"type":"string"},"newText":{"type":"string"}}}}}}
            """),
        IsRepeatable: false,
        ToolGroups.Files);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var path = workspace.Resolve(call.Arguments.Text("path", "file_path"));
        var edits = EditsOf(call.Arguments);
        using (await workspace.BeginChangeAsync(path, cancel))
        {
            var bytes = await workspace.ReadAsync(path, cancel);
            if (FileText.IsBinary(bytes) || !FileText.IsExact(bytes))
            {
                return ToolResult.Error($"{path} is not a UTF-8 text file.");
            }

            var text = FileText.Decode(bytes);
            foreach (var (oldText, newText) in edits)
            {
                text = Replace(path, text, oldText, newText);
            }

            var mark = FileText.HasMark(bytes) ? "\uFEFF" : "";
            await workspace.WriteAsync(path, Encoding.UTF8.GetBytes(mark + text), cancel);
        }

        return ToolResult.Of(edits.Count == 1 ? $"Changed {path}." : $"Changed {path} in {edits.Count} places.");
    }

    private static List<(string Old, string New)> EditsOf(ToolArguments arguments)
    {
        var list = arguments["edits"];
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [(arguments.Text("oldText", "old_string"), arguments.Text("newText", "new_string"))];
        }

        if (list.GetArrayLength() is 0 or > MaxEdits)
        {
            throw new ToolRefusalException($"\"edits\" must hold 1 to {MaxEdits} edits.");
        }

        return [.. list.EnumerateArray().Select(ToolArguments.Of).Select(static edit => (edit.Text("oldText", "old_string"), edit.Text("newText", "new_string")))];
    }

    private static string Replace(string path, string text, string oldText, string newText)
    {
        if (oldText.Length == 0)
        {
            throw new ToolRefusalException("oldText must not be empty. Use write for a new file.");
        }

        var at = text.IndexOf(oldText, StringComparison.Ordinal);
        if (at < 0 && text.Contains("\r\n", StringComparison.Ordinal))
        {
            // Models write \n; the file keeps its own line ends.
            oldText = WithCrLf(oldText);
            newText = WithCrLf(newText);
            at = text.IndexOf(oldText, StringComparison.Ordinal);
        }

        if (at < 0)
        {
            throw new ToolRefusalException($"oldText does not occur in {path}. It must match exactly, white space and line ends included; read the file again. Nothing was changed.");
        }

        if (text.IndexOf(oldText, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new ToolRefusalException($"oldText occurs more than once in {path}. Add surrounding lines until it is unique. Nothing was changed.");
        }

        return string.Concat(text.AsSpan(0, at), newText, text.AsSpan(at + oldText.Length));
    }

    private static string WithCrLf(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
}
