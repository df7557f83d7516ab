using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Gateway.Tools;

/// <summary>Several hosts as one, under the agents' policy. The first host that offers a name carries it out.</summary>
/// <param name="hosts">The hosts.</param>
/// <param name="policy">What an agent may have as of now.</param>
public sealed class ToolHosts(ImmutableArray<IToolHost> hosts, Func<AgentId, ToolPolicy> policy) : IToolHost
{
    /// <inheritdoc/>
    public async ValueTask PrepareAsync(ToolContext context, CancellationToken cancel)
    {
        foreach (var host in hosts)
        {
            await host.PrepareAsync(context, cancel);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context)
    {
        var allowed = policy(context.Session.Agent);
        return [.. hosts.SelectMany(host => host.ToolsOf(context)).Where(tool => allowed.Allows(tool.Tool.Name, tool.Group)).DistinctBy(static tool => tool.Tool.Name)];
    }

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        var allowed = policy(context.Session.Agent);
        foreach (var host in hosts)
        {
            foreach (var tool in host.ToolsOf(context))
            {
                if (tool.Tool.Name == call.Name && allowed.Allows(call.Name, tool.Group))
                {
                    return await host.InvokeAsync(context, call, cancel);
                }
            }
        }

        return ToolResult.Error($"There is no tool \"{(call.Name.Length <= 80 ? call.Name : call.Name[..80])}\", or it may not be used.");
    }
}
