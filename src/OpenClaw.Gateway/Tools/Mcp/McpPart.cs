using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>MCP servers as a part of the gateway. Nothing is started before a run asks.</summary>
/// <param name="servers">The configured servers.</param>
/// <param name="connector">Connects to them.</param>
public sealed class McpPart(ImmutableArray<McpServer> servers, IMcpConnector connector) : IGatewayPart
{
    /// <summary>Its name, under which other parts find it.</summary>
    public const string PartName = "mcp";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private readonly Published<ImmutableSortedDictionary<string, ImmutableArray<ToolDefinition>>> _offers =
        new(ImmutableSortedDictionary.Create<string, ImmutableArray<ToolDefinition>>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public string Name => PartName;

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) => McpServersActor.Props(servers, connector, _offers, gateway.Time, gateway.Loggers);

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [];

    /// <summary>The servers' tools, once the part runs.</summary>
    public IToolHost Host(GatewayContext gateway) => new McpToolHost(gateway.Parts[PartName], _offers, Patience);
}
