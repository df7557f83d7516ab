using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Channels;

/// <summary>State of every channel account.</summary>
internal sealed class ChannelsStatusCommand : GatewayCommand
{
    private readonly Option<bool> _probe = new("--probe") { Description = "Probe the accounts now instead of showing what is known" };

    public ChannelsStatusCommand(CliContext cli)
        : base(cli, "status", "Show the state of every channel account", ["openclaw channels status", "openclaw channels status --probe --timeout 20000"])
    {
        Options.Add(_probe);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(
            (Probe: invocation.Parse.GetValue(_probe), TimeoutMs: (int)invocation.Timeout.TotalMilliseconds),
            static (writer, options) =>
            {
                writer.WriteBoolean("probe", options.Probe);
                writer.WriteNumber("timeoutMs", options.TimeoutMs);
            });
        return invocation.ShowAsync("channels.status", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken, parameters);
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement status)
    {
        invocation.Out.WriteLine("Gateway reachable.");
        var rows = ChannelAccount.Of(status)
            .Select(static account => new[] { account.Label, account.Account ?? "-", account.Words, account.State.String("lastError") ?? "-" }).ToList();
        if (rows.Count == 0)
            invocation.Out.WriteLine("No channels configured.");
        else
            TableView.Write(invocation.Cli.Terminal, ["Channel", "Account", "State", "Last error"], rows);
    }
}
