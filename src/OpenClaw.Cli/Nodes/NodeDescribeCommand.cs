using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>One node: what it is and what it can be asked for.</summary>
internal sealed class NodeDescribeCommand : NodeCommand
{
    public NodeDescribeCommand(CliContext cli)
        : base(cli, "describe", "Show what a node is and can do", Scopes.Read, "openclaw nodes describe --node kitchen") =>
        AddConnectionOptions();

    protected override async Task<int> RunAsync(GatewayInvocation invocation, GatewayClient client, string nodeId, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(nodeId, static (writer, id) => writer.WriteString("nodeId", id));
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
