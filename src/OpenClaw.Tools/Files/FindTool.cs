using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>find</c>: files by the shape of their paths.</summary>
internal sealed class FindTool : ITool
{
    private const int DefaultLimit = 1000;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "find",
            "Find files of the workspace by a glob such as *.md or src/**/*.cs. Paths come relative to the folder that was searched; .git and node_modules are left out.",
            """
            {"type":"object","required":["pattern"],"properties":{
            "pattern":{"type":"string","description":"Glob; without / it matches names in any folder"},
            "path":{"type":"string","description":"Folder to search, relative to the workspace or absolute"},
            "limit":{"type":"integer","minimum":1,"description":"Files at most, 1000 when missing"}}}
            """),
        IsRepeatable: true,
        ToolGroups.Files);

    /// <inheritdoc/>
    public ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var start = workspace.Resolve(call.Arguments.OptionalText("path") ?? "");
        var filter = new GlobFilter(call.Arguments.Text("pattern"));
        var limit = call.Arguments.OptionalNumber("limit", 1, 10_000) ?? DefaultLimit;
        var walk = new FileWalk();
        var output = new StringBuilder();
        var found = 0;
        foreach (var file in walk.Files(workspace, start, cancel).Where(filter.Matches))
        {
            if (found == limit)
            {
                output.Append("[more files match; narrow the pattern or raise limit]");
                break;
            }

            found++;
            output.Append(file).Append('\n');
        }

        if (walk.IsCut)
        {
            output.Append("[the folder holds more than was searched]");
        }

        return ValueTask.FromResult(ToolResult.Of(output.Length == 0 ? "No file matches." : output.ToString()));
    }
}
