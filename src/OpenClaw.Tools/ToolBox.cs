using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools;

/// <summary>The built-in tools as one host: checks that a tool is there and allowed, reads the arguments, and turns every failure into a result.</summary>
internal sealed class ToolBox : IToolHost
{
    private readonly FrozenDictionary<string, ITool> _tools;
    private readonly ImmutableArray<ToolDefinition> _definitions;
    private readonly Func<AgentId, AgentToolOptions> _options;

    /// <summary>Creates a host.</summary>
    /// <param name="tools">The tools, in the order in which they are offered.</param>
    /// <param name="options">What an agent may do as of now; asked for each call.</param>
    public ToolBox(ImmutableArray<ITool> tools, Func<AgentId, AgentToolOptions> options)
    {
        _tools = tools.ToFrozenDictionary(static tool => tool.Definition.Tool.Name, StringComparer.Ordinal);
        _definitions = [.. tools.Select(static tool => tool.Definition)];
        _options = options;
    }

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context)
    {
        var options = _options(context.Session.Agent);
        return [.. _definitions.Where(tool => options.Policy.Allows(tool.Tool.Name, tool.Group))];
    }

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var options = _options(context.Session.Agent);
        if (!_tools.TryGetValue(call.Name, out var tool) || !options.Policy.Allows(call.Name, tool.Definition.Group))
        {
            return ToolResult.Error($"There is no tool \"{Shorten(call.Name)}\".");
        }

        try
        {
            return await tool.InvokeAsync(new ToolCall(context, options, ToolArguments.Parse(call.ArgumentsJson), call), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (ToolRefusalException refusal)
        {
            return ToolResult.Error(refusal.Message);
        }
        catch (Exception failure)
        {
            // What the surroundings threw (disk, network) is the call's failure and nobody else's; its words help the model to go another way.
            return ToolResult.Error($"The tool {call.Name} failed: {failure.Message}");
        }
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
