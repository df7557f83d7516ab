using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>One node: what it is and what it can be asked for.</summary>
internal sealed class NodeDescribeCommand : GatewayCommand
{
    private readonly Option<string> _node = NodeOption.Create();

    public NodeDescribeCommand(CliContext cli)
        : base(cli, "describe", "Show what a node is and can do", ["openclaw nodes describe --node kitchen"])
    {
        Options.Add(_node);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
        var id = await NodeOption.FindAsync(client, invocation.Parse.GetRequiredValue(_node), cancellationToken).ConfigureAwait(false);
        var parameters = JsonOutput.Build(id, static (writer, nodeId) => writer.WriteString("nodeId", nodeId));
        var node = await client.CallAsync("node.describe", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        return invocation.Print(node, shown => WriteText(invocation, shown));
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement node)
    {
        invocation.Out.WriteLine($"Node: {node.String("displayName") ?? "-"} ({node.String("nodeId")})");
        invocation.Out.WriteLine($"Platform: {node.String("platform") ?? "-"}, version {node.String("version") ?? "-"}");
        invocation.Out.WriteLine($"State: {(node.Boolean("connected") == true ? "connected" : "away")}, seen {Ages.Since(node.Int64("lastSeenAtMs"), invocation.Cli.Time)}");
        invocation.Out.WriteLine($"Capabilities: {Join(node, "caps")}");
        invocation.Out.WriteLine($"Commands: {Join(node, "commands")}");
    }

    private static string Join(JsonElement node, string name) => string.Join(", ", node.Strings(name)) is { Length: > 0 } text ? text : "-";
}
