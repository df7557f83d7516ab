using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Cron;

/// <summary>The scheduled jobs.</summary>
internal sealed class CronListCommand : GatewayCommand
{
    public CronListCommand(CliContext cli)
        : base(cli, "list", "List the scheduled jobs", ["openclaw cron list", "openclaw cron list --json"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(0, static (writer, _) => writer.WriteBoolean("includeDisabled", true));
        return invocation.ShowAsync("cron.list", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken, parameters);
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var rows = payload.Items("jobs").Select(static job => new[]
        {
            job.String("id") ?? "?",
            job.String("name") ?? "-",
            job.Property("schedule").String("kind") ?? "-",
            job.Boolean("enabled") == true ? "on" : "off",
            job.String("agentId") ?? "-",
        }).ToList();
        if (rows.Count == 0)
            invocation.Out.WriteLine("No jobs.");
        else
            TableView.Write(invocation.Cli.Terminal, ["Id", "Name", "Schedule", "State", "Agent"], rows);
    }
}
