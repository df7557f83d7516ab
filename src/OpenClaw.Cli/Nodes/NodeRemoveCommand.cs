using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>Forgets a node; it has to pair again.</summary>
internal sealed class NodeRemoveCommand : NodeCommand
{
    public NodeRemoveCommand(CliContext cli)
        : base(cli, "remove", "Forget a node; it has to pair again", Scopes.All, "openclaw nodes remove --node kitchen") =>
        AddConnectionOptions();

    protected override async Task<int> RunAsync(GatewayInvocation invocation, GatewayClient client, string nodeId, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(nodeId, static (writer, id) => writer.WriteString("nodeId", id));
        var answer = await client.CallAsync("node.pair.remove", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        return invocation.Print(answer, _ => invocation.Out.WriteLine($"removed: {nodeId}"));
    }
}
