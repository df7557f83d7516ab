using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Nodes;
using static OpenClaw.Gateway.Tools.ToolQuestions;

namespace OpenClaw.Gateway.Tools;

/// <summary><c>nodes</c>: which machines are paired, and commands on them.</summary>
/// <remarks>A run has the rights of an operator who may write and no more: what makes a node run programs takes an administrator, and is refused.</remarks>
/// <param name="nodes">Finds the <see cref="NodesActor"/>.</param>
public sealed class NodeTools(Func<IActorRef> nodes) : IToolHost
{
    private static readonly TimeSpan s_default = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private static readonly ImmutableArray<ToolDefinition> s_tools =
    [
        new(new ModelTool(
            "nodes",
            "Paired machines and phones: action status lists them, describe shows one, invoke carries out one of the commands that it offers.",
            """{"type":"object","required":["action"],"properties":{"action":{"enum":["status","describe","invoke"]},"node":{"type":"string","description":"id or name"},"invokeCommand":{"type":"string"},"invokeParamsJson":{"type":"string"},"timeoutMs":{"type":"integer","minimum":1}}}"""),
            IsRepeatable: false,
            ToolGroups.Nodes),
    ];

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => s_tools;

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Read(call.ArgumentsJson, out var arguments) is { } wrong)
        {
            return wrong;
        }

        if (call.Name != "nodes")
        {
            return ToolResult.Error($"There is no tool \"{call.Name}\".");
        }

        try
        {
            var listed = await AskAsync(nodes(), reply => new NodesProtocol.List(reply), Patience, cancel);
            var action = Text(arguments, "action");
            if (action == "status" || listed.Payload is not { } list)
            {
                return Shown(listed);
            }

            if (Find(list, Text(arguments, "node"), out var problem) is not { } node)
            {
                return ToolResult.Error(problem);
            }

            return action switch
            {
                "describe" => Shown(await AskAsync(nodes(), reply => new NodesProtocol.Describe(node, reply), Patience, cancel)),
                "invoke" when Text(arguments, "invokeCommand") is { Length: > 0 } command => await InvokeAsync(context, call, node, command, arguments, cancel),
                "invoke" => ToolResult.Error("The argument \"invokeCommand\" is missing."),
                _ => ToolResult.Error("\"action\" must be status, describe or invoke."),
            };
        }
        catch (AskTimeoutException)
        {
            return ToolResult.Error("The gateway did not answer in time. Try again later.");
        }
    }

    private async Task<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, string node, string command, JsonElement arguments, CancellationToken cancel)
    {
        var parameters = Text(arguments, "invokeParamsJson");
        if (parameters is not null && Read(parameters, out _) is not null)
        {
            return ToolResult.Error("\"invokeParamsJson\" must be a JSON object as text.");
        }

        var timeout = Number(arguments, "timeoutMs") is { } ms and > 0 ? TimeSpan.FromMilliseconds(ms) : s_default;
        timeout = timeout < s_longest ? timeout : s_longest;
        var key = $"tool-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Run}\n{call.CallId}")).AsSpan(0, 16))}";
        return Shown(await AskAsync(nodes(), reply => new NodesProtocol.Invoke(node, command, parameters, timeout, key, Agent, reply), timeout + Patience, cancel));
    }

    private static Caller Agent => new(
        ConnectionId.New(), 4, Role.Operator, ScopeSet.Of(Scope.Read | Scope.Write), "gateway-client", "backend", null, null, ImmutableHashSet<string>.Empty, IsLocal: true);

    /// <summary>The id of the node that is meant by an id, its beginning, or a name; the only node where nothing is said.</summary>
    private static string? Find(JsonElement list, string? wanted, out string problem)
    {
        var known = list.TryGetProperty("nodes", out var rows) ? rows.EnumerateArray().ToList() : [];
        var fitting = wanted is null ? known : known.Where(row =>
            Text(row, "nodeId") == wanted || string.Equals(Text(row, "displayName"), wanted, StringComparison.OrdinalIgnoreCase)
            || (wanted.Length >= 6 && Text(row, "nodeId")?.StartsWith(wanted, StringComparison.Ordinal) == true)).ToList();
        problem = known.Count == 0 ? "No node is paired."
            : fitting.Count == 0 ? "There is no such node; action status lists them."
            : "Several nodes fit; give the id of one.";
        return fitting.Count == 1 ? Text(fitting[0], "nodeId") : null;
    }
}
