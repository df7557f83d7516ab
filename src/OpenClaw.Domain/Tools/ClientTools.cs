using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tools;

/// <summary>A host's tools, and those that the caller of a run carries out itself. The caller's win where names are the same.</summary>
/// <remarks>A call of the caller's is answered at once by a note: the run ends with it, and its result comes as input of a later run.</remarks>
public sealed class ClientTools : IToolHost
{
    private const string Handed = "Handed to the client, which carries it out. Its result comes with the next message.";

    private readonly IToolHost _host;
    private readonly ImmutableArray<ToolDefinition> _tools;
    private readonly ImmutableHashSet<string> _names;

    private ClientTools(IToolHost host, ImmutableArray<ModelTool> tools)
    {
        _host = host;
        _tools = [.. tools.Select(static tool => new ToolDefinition(tool, IsRepeatable: true))];
        _names = [.. tools.Select(static tool => tool.Name)];
    }

    /// <summary>Puts a run's own tools over those of a host; the host itself when there are none.</summary>
    public static IToolHost Over(IToolHost host, ImmutableArray<ModelTool> tools) => tools.IsEmpty ? host : new ClientTools(host, tools);

    /// <inheritdoc/>
    public ValueTask PrepareAsync(ToolContext context, CancellationToken cancel) => _host.PrepareAsync(context, cancel);

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => [.. _tools, .. _host.ToolsOf(context).Where(tool => !_names.Contains(tool.Tool.Name))];

    /// <inheritdoc/>
    public ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        cancel.ThrowIfCancellationRequested();
        return _names.Contains(call.Name) ? ValueTask.FromResult(ToolResult.Of(Handed)) : _host.InvokeAsync(context, call, cancel);
    }
}
