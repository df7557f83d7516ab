using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Sessions;

/// <summary><c>openclaw sessions explain KEY</c>: why a conversation does not answer.</summary>
internal sealed class SessionsExplainCommand : GatewayCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "Key of the session, such as main or agent:main:main" };

    public SessionsExplainCommand(CliContext cli)
        : base(cli, "explain", "Say why a conversation does not answer", ["openclaw sessions explain main", "openclaw sessions explain agent:ops:main --json"])
    {
        Arguments.Add(_key);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(invocation.Parse.GetRequiredValue(_key), static (writer, key) => writer.WriteString("key", key));
        return invocation.ShowAsync("sessions.explain", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken, parameters);
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        invocation.Out.WriteLine($"{payload.String("key")}: {payload.String("state")}");
        foreach (var reason in payload.Items("reasons"))
        {
            invocation.Out.WriteLine($"- {reason.String("text")}");
        }
    }
}
