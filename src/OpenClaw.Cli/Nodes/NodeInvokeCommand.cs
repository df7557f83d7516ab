using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>Runs a command on a node and prints its result.</summary>
internal sealed class NodeInvokeCommand : NodeCommand
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly Option<string> _command = new("--command") { Description = "The command, as nodes describe shows it", HelpName = "COMMAND", Required = true };
    private readonly Option<JsonElement> _params = JsonParams.Option("Params of the command as a JSON object");
    private readonly Option<int> _invokeTimeout = new("--invoke-timeout")
    {
        Description = "How long the node may take, in milliseconds",
        HelpName = "MS",
        CustomParser = Numbers.Positive("--invoke-timeout"),
        DefaultValueFactory = _ => 15_000,
    };

    public NodeInvokeCommand(CliContext cli)
        : base(cli, "invoke", "Run a command on a node", Scopes.Admin, "openclaw nodes invoke --node kitchen --command system.which --params '{\"bins\": [\"git\"]}'")
    {
        Options.Add(_command);
        Options.Add(_params);
        Options.Add(_invokeTimeout);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, GatewayClient client, string nodeId, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromMilliseconds(invocation.Parse.GetValue(_invokeTimeout));
        var parameters = JsonOutput.Build(
            (Id: nodeId, Command: invocation.Parse.GetRequiredValue(_command), Params: invocation.Parse.GetValue(_params), Timeout: timeout),
            static (writer, invoke) =>
            {
                writer.WriteString("nodeId", invoke.Id);
                writer.WriteString("command", invoke.Command);
                writer.WritePropertyName("params");
                invoke.Params.WriteTo(writer);
                writer.WriteNumber("timeoutMs", (long)invoke.Timeout.TotalMilliseconds);
                writer.WriteString("idempotencyKey", Guid.NewGuid().ToString());
            });

        // The gateway ends the wait; this side waits a little longer to hear of it.
        var answer = await client.CallAsync("node.invoke", parameters, timeout + Margin, cancellationToken).ConfigureAwait(false);
        return invocation.Print(answer, shown => JsonOutput.Write(invocation.Out, shown.Property("payload")));
    }
}
