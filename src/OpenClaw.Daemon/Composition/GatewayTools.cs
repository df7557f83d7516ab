using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Configuration;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Approvals;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.RunCalls;
using OpenClaw.Gateway.Tools;
using OpenClaw.Gateway.Tools.Mcp;
using OpenClaw.Tools;
using OpenClaw.Tools.Mcp;

namespace OpenClaw.Daemon.Composition;

/// <summary>Puts the agents' tools together. The package for MCP is loaded only where servers are configured.</summary>
/// <remarks>Asked on the supervisor's thread while the gateway starts. Disposed after the actors have stopped: commands in the background end.</remarks>
internal sealed class GatewayTools : IAsyncDisposable
{
    private readonly ToolConfiguration _configuration;
    private readonly ApprovalsOptions _approvals;
    private readonly TimeProvider _time;
    private readonly McpPart? _mcp;
    private volatile IActorRef _sessions = ActorRefs.Nobody;
    private BuiltInTools? _builtIn;
    private IToolHost? _host;

    /// <summary>Prepares; nothing is made yet.</summary>
    /// <param name="current">The configuration as of now.</param>
    /// <param name="time">The clock.</param>
    public GatewayTools(Func<LoadedConfiguration> current, TimeProvider time)
    {
        _configuration = new ToolConfiguration(current);
        _time = time;
        var state = current().Paths.StateDirectory;
        _approvals = new ApprovalsOptions
        {
            Configured = _configuration.ExecDefaults,
            Path = Path.Combine(state, "journal", "gateway.sqlite") + "#exec-approvals",
            LegacyFile = Path.Combine(state, "exec-approvals.json"),
        };
        _mcp = _configuration.McpServers() is { IsEmpty: false } servers ? McpOf(servers, current) : null;
        Workspaces = BuiltInTools.Workspaces(_configuration.Of, _configuration.ManagedSkills);
    }

    /// <summary>Reads what agents' folders say to them.</summary>
    public IAgentWorkspaces Workspaces { get; }

    /// <summary>The parts that have to be there before the sessions.</summary>
    public ImmutableArray<IGatewayPart> PartsBefore => _mcp is null ? [new ApprovalsPart(_approvals)] : [new ApprovalsPart(_approvals), _mcp];

    /// <summary>The part that comes after the sessions.</summary>
    public IGatewayPart PartAfter => new ToolsPart(Host);

    /// <summary>The one host of all tools.</summary>
    public IToolHost Host(GatewayContext gateway)
    {
        _sessions = gateway.Parts.GetValueOrDefault("sessions", _sessions);
        return _host ??= Create(gateway);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_builtIn is not null)
        {
            await _builtIn.DisposeAsync();
        }
    }

    private ToolHosts Create(GatewayContext gateway)
    {
        _builtIn = new BuiltInTools(_configuration.Of, new ExecApprovals(gateway.Parts[ApprovalsPart.PartName], _approvals.Wait), _time);
        var timeout = new AgentRunOptions().DefaultTimeout;
        var nodes = gateway.Nodes;
        ImmutableArray<IToolHost> hosts =
            [_builtIn, new SessionTools(() => _sessions, timeout), new SubagentTools(() => _sessions, timeout), new NodeTools(() => nodes)];
        return new ToolHosts(_mcp is null ? hosts : hosts.Add(_mcp.Host(gateway)), agent => _configuration.Of(agent).Policy);
    }

    private static McpPart McpOf(ImmutableArray<Domain.Tools.Mcp.McpServer> servers, Func<LoadedConfiguration> current) =>
        new(servers, new McpConnector(ToolConfiguration.SecretVariables(current())));
}
