using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>The nodes, connected ones first. <c>nodes status</c> is the same.</summary>
internal sealed class NodesListCommand : GatewayCommand
{
    public NodesListCommand(CliContext cli)
        : base(cli, "list", "List the nodes", ["openclaw nodes list", "openclaw nodes list --json"])
    {
        Aliases.Add("status");
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("node.list", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var rows = payload.Items("nodes").Select(node => new[]
        {
            node.String("displayName") ?? "-",
            node.String("nodeId") ?? "?",
            node.String("platform") ?? "-",
            node.Boolean("connected") == true ? "connected" : "away",
            Ages.Since(node.Int64("lastSeenAtMs"), invocation.Cli.Time),
        }).ToList();
        if (rows.Count == 0)
            invocation.Out.WriteLine("No nodes.");
        else
            TableView.Write(invocation.Cli.Terminal, ["Name", "Node", "Platform", "State", "Seen"], rows);
    }
}
