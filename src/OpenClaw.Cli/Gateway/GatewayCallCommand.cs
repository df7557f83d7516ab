using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Gateway;

/// <summary>Calls any method with any params and prints the payload.</summary>
internal sealed class GatewayCallCommand : GatewayCommand
{
    private readonly Argument<string> _method = new("method") { Description = "Method name, such as health, status or system-presence" };
    private readonly Option<JsonElement> _params = JsonParams.Option("Params as a JSON object");
    private readonly Option<bool> _expectFinal = new("--expect-final") { Description = "Wait for the last answer of a method that answers twice, such as agent" };

    public GatewayCallCommand(CliContext cli)
        : base(cli, "call", "Call a gateway method", [
            "openclaw gateway call health",
            "openclaw gateway call logs.tail --params '{\"limit\": 20}'",
            "openclaw gateway call agent --params '{\"message\": \"hi\", \"idempotencyKey\": \"k1\"}' --expect-final",
        ])
    {
        Arguments.Add(_method);
        Options.Add(_params);
        Options.Add(_expectFinal);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var method = invocation.Parse.GetRequiredValue(_method);
        var parameters = invocation.Parse.GetValue(_params);
        await using var client = await invocation.ConnectAsync(Scopes.All, cancellationToken).ConfigureAwait(false);
        JsonElement payload;
        if (invocation.Parse.GetValue(_expectFinal))
        {
            var call = await client.CallTwoStageAsync(method, parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
            payload = await call.Completion.WaitAsync(invocation.Timeout, Cli.Time, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            payload = await client.CallAsync(method, parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return invocation.Print(payload, shown =>
        {
            invocation.Out.WriteLine($"Gateway call: {method}");
            JsonOutput.Write(invocation.Out, shown);
        });
    }
}
