using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.SystemCommands;

/// <summary>Who is there: the gateway's host and the clients it knows.</summary>
internal sealed class SystemPresenceCommand : GatewayCommand
{
    public SystemPresenceCommand(CliContext cli)
        : base(cli, "presence", "List the gateway's host and the clients it knows", ["openclaw system presence", "openclaw system presence --json"]) =>
        AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("system-presence", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement presence)
    {
        var entries = presence.ValueKind == JsonValueKind.Array ? presence.EnumerateArray().ToList() : [];
        if (entries.Count == 0)
        {
            invocation.Out.WriteLine("Nobody is present.");
            return;
        }

        TableView.Write(invocation.Cli.Terminal, ["Host", "IP", "Mode", "Reason", "Version", "Platform", "Seen"], entries.Select(entry => new[]
        {
            entry.String("host") ?? "?",
            entry.String("ip") ?? "-",
            entry.String("mode") ?? "-",
            entry.String("reason") ?? "-",
            entry.String("version") ?? "-",
            entry.String("platform") ?? "-",
            Ages.Since(entry.Int64("ts"), invocation.Cli.Time),
        }));
    }
}
