using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Nodes;

/// <summary>Gives a node a name of its own.</summary>
internal sealed class NodeRenameCommand : GatewayCommand
{
    private readonly Option<string> _node = NodeOption.Create();
    private readonly Option<string> _name = new("--name") { Description = "The name", HelpName = "NAME", Required = true };

    public NodeRenameCommand(CliContext cli)
        : base(cli, "rename", "Name a node", ["openclaw nodes rename --node b6fe89f3 --name kitchen"])
    {
        Options.Add(_node);
        Options.Add(_name);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        await using var client = await invocation.ConnectAsync(Scopes.All, cancellationToken).ConfigureAwait(false);
        var id = await NodeOption.FindAsync(client, invocation.Parse.GetRequiredValue(_node), cancellationToken).ConfigureAwait(false);
        var name = invocation.Parse.GetRequiredValue(_name);
        var parameters = JsonOutput.Build((Id: id, Name: name), static (writer, rename) =>
        {
            writer.WriteString("nodeId", rename.Id);
            writer.WriteString("displayName", rename.Name);
        });
        var answer = await client.CallAsync("node.rename", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        return invocation.Print(answer, _ => invocation.Out.WriteLine($"renamed: {id} {name}"));
    }
}
