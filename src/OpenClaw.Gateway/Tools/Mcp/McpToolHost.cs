using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>The tools of MCP servers, named <c>server__tool</c>. A server that is down is an error of the call, and its tools are not offered meanwhile.</summary>
/// <param name="servers">The <see cref="McpServersActor"/>.</param>
/// <param name="offers">What the servers offer, published by it.</param>
/// <param name="patience">How long a run waits for servers that are coming up.</param>
public sealed class McpToolHost(IActorRef servers, Published<ImmutableSortedDictionary<string, ImmutableArray<ToolDefinition>>> offers, TimeSpan patience) : IToolHost
{
    private const string Separator = "__";
    private const int MaxNameChars = 64; // What model services take at most.

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            await servers.Ask<McpProtocol.Settled>(McpProtocol.Prepare.Instance, patience, cancel);
        }
        catch (AskTimeoutException)
        {
            // The slow ones are left out this time.
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) =>
    [
        .. offers.Current.SelectMany(static server => server.Value
            .Select(tool => tool with { Tool = tool.Tool with { Name = NameOf(server.Key, tool.Tool.Name) } })
            .DistinctBy(static tool => tool.Tool.Name)),
    ];

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        var at = call.Name.IndexOf(Separator, StringComparison.Ordinal);
        if (at <= 0)
        {
            return ToolResult.Error($"There is no tool \"{call.Name}\".");
        }

        object answer;
        try
        {
            answer = await servers.Ask<object>(new McpProtocol.GetConnection(call.Name[..at]), patience, cancel);
        }
        catch (AskTimeoutException)
        {
            return ToolResult.Error($"The server {call.Name[..at]} did not come up in time.");
        }

        if (answer is not McpProtocol.Up { Connection: var connection })
        {
            return ToolResult.Error($"The server {call.Name[..at]} is down: {(answer as McpProtocol.Down)?.Reason}.");
        }

        var tool = connection.Tools.FirstOrDefault(tool => NameOf(call.Name[..at], tool.Tool.Name) == call.Name);
        return tool is null ? ToolResult.Error($"There is no tool \"{call.Name}\".") : await connection.CallAsync(tool.Tool.Name, call.ArgumentsJson, cancel);
    }

    /// <summary>A name that every model service takes: letters, digits, - and _.</summary>
    private static string NameOf(string server, string tool)
    {
        var name = server + Separator + string.Concat(tool.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return name.Length <= MaxNameChars ? name : name[..MaxNameChars];
    }
}
