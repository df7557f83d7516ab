using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>Gives a node a name of its own.</summary>
internal sealed class NodeRenameCommand : NodeCommand
{
    private readonly Option<string> _name = new("--name") { Description = "The name", HelpName = "NAME", Required = true };

    public NodeRenameCommand(CliContext cli)
        : base(cli, "rename", "Name a node", Scopes.All, "openclaw nodes rename --node b6fe89f3 --name kitchen")
    {
        Options.Add(_name);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, GatewayClient client, string nodeId, CancellationToken cancellationToken)
    {
        var name = invocation.Parse.GetRequiredValue(_name);
        var parameters = JsonOutput.Build((Id: nodeId, Name: name), static (writer, rename) =>
        {
            writer.WriteString("nodeId", rename.Id);
            writer.WriteString("displayName", rename.Name);
        });
        var answer = await client.CallAsync("node.rename", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        return invocation.Print(answer, _ => invocation.Out.WriteLine($"renamed: {nodeId} {name}"));
    }
}
