using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Tools.Exec;
using OpenClaw.Tools.Files;
using OpenClaw.Tools.Web;
using OpenClaw.Tools.Workspaces;

namespace OpenClaw.Tools;

/// <summary>The built-in tools: files, commands, the web. Disposing ends what runs in the background.</summary>
public sealed class BuiltInTools : IToolHost, IAsyncDisposable
{
    private readonly BackgroundCommands _background = new();
    private readonly ToolBox _tools;

    /// <summary>Creates the host; no tool does anything before its first call.</summary>
    /// <param name="options">What an agent may do as of now; asked for each call.</param>
    /// <param name="approvals">Where commands are put to people.</param>
    /// <param name="time">The clock.</param>
    public BuiltInTools(Func<AgentId, AgentToolOptions> options, IExecApprovals approvals, TimeProvider time) => _tools = new ToolBox(
        [
            new ReadTool(), new WriteTool(), new EditTool(), new LsTool(), new GrepTool(), new FindTool(),
            new ExecTool(approvals, _background, time), new ProcessTool(_background, time),
            new WebFetchTool(time),
        ],
        options);

    /// <summary>Reads what agents' folders say to them.</summary>
    /// <param name="options">What an agent may do as of now.</param>
    /// <param name="managedSkills">Folder of the skills that every agent has.</param>
    public static IAgentWorkspaces Workspaces(Func<AgentId, AgentToolOptions> options, string managedSkills) => new AgentWorkspaces(options, managedSkills);

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => _tools.ToolsOf(context);

    /// <inheritdoc/>
    public ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel) => _tools.InvokeAsync(context, call, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _background.DisposeAsync();
}
