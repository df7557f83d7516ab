using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Agents;

/// <summary>The configured agents, and which one is meant when none is named.</summary>
internal sealed class AgentsListCommand : GatewayCommand
{
    public AgentsListCommand(CliContext cli)
        : base(cli, "list", "List the agents", ["openclaw agents list", "openclaw agents list --json"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("agents.list", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var defaultId = payload.String("defaultId");
        TableView.Write(invocation.Cli.Terminal, ["Agent", "Name", "Model", "Workspace"], payload.Items("agents").Select(agent => new[]
        {
            agent.String("id") == defaultId ? $"{defaultId} (default)" : agent.String("id") ?? "?",
            agent.Property("identity").String("name") ?? agent.String("name") ?? "-",
            agent.Property("model").String("primary") ?? "-",
            agent.String("workspace") ?? "-",
        }));
    }
}
