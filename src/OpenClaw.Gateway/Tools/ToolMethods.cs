using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Tools;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Tools;

/// <summary><c>tools.catalog</c>: the tools that an agent has here and now, by group.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="host">The tools.</param>
public sealed class ToolMethods(GatewayContext gateway, IToolHost host) : IMethodModule
{
    private static readonly ImmutableArray<(string Group, string Label)> s_groups =
    [
        (ToolGroups.Files, "Files"), (ToolGroups.Runtime, "Runtime"), (ToolGroups.Web, "Web"), (ToolGroups.Sessions, "Sessions"),
        (ToolGroups.Messaging, "Messaging"), (ToolGroups.Automation, "Automation"), (ToolGroups.Nodes, "Nodes"), (ToolGroups.Mcp, "MCP servers"), (ToolGroups.Other, "Other"),
    ];

    private static readonly ImmutableArray<JsonElement> s_profiles =
        [.. ToolGroups.Profiles.Select(static profile => JsonDocument.Parse($$"""{"id":"{{profile}}","label":"{{char.ToUpperInvariant(profile[0])}}{{profile[1..]}}"}""").RootElement)];

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.ToolsCatalog, OnCatalog);

    private void OnCatalog(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ToolsCatalogParams);
        var agents = gateway.Configuration().Value.Agents;
        if (!AgentId.TryParse(request.AgentId ?? agents.Default.Id, out var agent) || (request.AgentId is not null && !agents.List.Any(known => known.Id == agent.Value)))
        {
            call.Fail(ProtocolError.InvalidRequest($"unknown agent id \"{(request.AgentId is { Length: > 80 } text ? text[..80] : request.AgentId)}\""));
            return;
        }

        var tools = host.ToolsOf(new ToolContext(SessionKey.MainOf(agent), "", default)).ToLookup(static tool => tool.Group);
        call.Succeed(Payload.Encode(
            new ToolsCatalogResult
            {
                AgentId = agent.Value,
                Profiles = s_profiles,
                Groups =
                [
                    .. s_groups.Where(group => tools.Contains(group.Group)).Select(group => new ToolGroup
                    {
                        Id = group.Group,
                        Label = group.Label,
                        Source = SourceOf(group.Group),
                        Tools = [.. tools[group.Group].Select(ToWire)],
                    }),
                ],
            },
            ProtocolJson.Default.ToolsCatalogResult));
    }

    private static Tool ToWire(ToolDefinition tool) => new()
    {
        Id = tool.Tool.Name,
        Label = tool.Tool.Name,
        Description = tool.Tool.Description,
        Source = SourceOf(tool.Group),
        DefaultProfiles = ToolGroups.ProfilesOf(tool.Tool.Name, tool.Group),
    };

    private static string SourceOf(string group) => group == ToolGroups.Mcp ? "mcp" : "core";
}
