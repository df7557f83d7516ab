using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>ls</c>: the entries of a folder.</summary>
internal sealed class LsTool : ITool
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5_000;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "ls",
            "List a folder of the workspace, by name. Folders end with /, links with @; hidden files are listed.",
            """
            {"type":"object","properties":{
            "path":{"type":"string","description":"Folder, relative to the workspace or absolute; the workspace itself when missing"},
            "limit":{"type":"integer","minimum":1,"description":"Entries at most, 500 when missing"}}}
            """),
        IsRepeatable: true,
        ToolGroups.Files);

    /// <inheritdoc/>
    public ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var path = workspace.Resolve(call.Arguments.OptionalText("path") ?? "");
        var limit = call.Arguments.OptionalNumber("limit", 1, MaxLimit) ?? DefaultLimit;
        using var folder = workspace.OpenFolder(path);
        var entries = FolderEntries.Of(folder).OrderBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (entries.Count == 0)
        {
            return ValueTask.FromResult(ToolResult.Of("[empty folder]"));
        }

        var output = new StringBuilder();
        foreach (var entry in entries.Take(limit))
        {
            output.Append(entry.Name).Append(entry.Suffix).Append('\n');
        }

        if (entries.Count > limit)
        {
            output.Append(System.Globalization.CultureInfo.InvariantCulture, $"[{entries.Count - limit} more entries]");
        }

        return ValueTask.FromResult(ToolResult.Of(output.ToString()));
    }
}
