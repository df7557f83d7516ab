using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>write</c>: a whole file, new or replaced.</summary>
internal sealed class WriteTool : ITool
{
    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "write",
            "Write a whole text file in the workspace. What was there is replaced; missing folders are made.",
            """
            {"type":"object","required":["path","content"],"properties":{
            "path":{"type":"string","description":"Path of the file, relative to the workspace or absolute"},
            "content":{"type":"string","description":"The whole text of the file"}}}
            """),
        IsRepeatable: false,
        ToolGroups.Files);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var path = workspace.Resolve(call.Arguments.Text("path", "file_path"));
        var bytes = Encoding.UTF8.GetBytes(call.Arguments.Text("content"));
        using (await workspace.BeginChangeAsync(path, cancel))
        {
            var existed = await workspace.WriteAsync(path, bytes, cancel);
            return ToolResult.Of($"{(existed ? "Replaced" : "Created")} {path} ({bytes.Length} bytes).");
        }
    }
}
