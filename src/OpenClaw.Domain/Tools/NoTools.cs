using System.Collections.Immutable;

namespace OpenClaw.Domain.Tools;

/// <summary>A host without tools: what runs have where none are configured.</summary>
public sealed class NoTools : IToolHost
{
    /// <summary>The one instance.</summary>
    public static NoTools Instance { get; } = new();

    private NoTools()
    {
    }

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => [];

    /// <inheritdoc/>
    public ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel) =>
        ValueTask.FromResult(ToolResult.Error($"There is no tool \"{call.Name}\"."));
}
