using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Nodes;

/// <summary>Forgets a node; it has to pair again.</summary>
internal sealed class NodeRemoveCommand : GatewayCommand
{
    private readonly Option<string> _node = NodeOption.Create();

    public NodeRemoveCommand(CliContext cli)
        : base(cli, "remove", "Forget a node; it has to pair again", ["openclaw nodes remove --node kitchen"])
    {
        Options.Add(_node);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        await using var client = await invocation.ConnectAsync(Scopes.All, cancellationToken).ConfigureAwait(false);
        var id = await NodeOption.FindAsync(client, invocation.Parse.GetRequiredValue(_node), cancellationToken).ConfigureAwait(false);
        var parameters = JsonOutput.Build(id, static (writer, nodeId) => writer.WriteString("nodeId", nodeId));
        var answer = await client.CallAsync("node.pair.remove", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        return invocation.Print(answer, _ => invocation.Out.WriteLine($"removed: {id}"));
    }
}
