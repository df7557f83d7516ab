using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Approvals;

/// <summary>What waits for a decision. <c>approvals pending</c> is the same.</summary>
internal sealed class ApprovalsListCommand : GatewayCommand
{
    public ApprovalsListCommand(CliContext cli)
        : base(cli, "list", "List what waits for a decision", ["openclaw approvals list", "openclaw approvals list --json"])
    {
        Aliases.Add("pending");
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("exec.approval.list", Scopes.Approvals, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var waiting = payload.ValueKind == JsonValueKind.Array ? payload.EnumerateArray().ToList() : [];
        if (waiting.Count == 0)
        {
            invocation.Out.WriteLine("Nothing waits for approval.");
            return;
        }

        TableView.Write(invocation.Cli.Terminal, ["Id", "Command", "Folder", "Session", "Asked"], waiting.Select(approval =>
        {
            var request = approval.Property("request");
            return new[]
            {
                approval.String("id") ?? "?",
                request.String("command") ?? "-",
                request.String("cwd") ?? "-",
                request.String("sessionKey") ?? "-",
                Ages.Since(approval.Int64("createdAtMs"), invocation.Cli.Time),
            };
        }));
    }
}
