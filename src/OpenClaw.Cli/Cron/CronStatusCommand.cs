using System.Globalization;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Client;

namespace OpenClaw.Cli.Cron;

/// <summary>Whether jobs are run.</summary>
internal sealed class CronStatusCommand : GatewayCommand
{
    public CronStatusCommand(CliContext cli)
        : base(cli, "status", "Show whether scheduled jobs are run", ["openclaw cron status"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        return invocation.ShowAsync("cron.status", Scopes.Read, shown =>
        {
            var next = shown.Int64("nextWakeAtMs") is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("u", CultureInfo.InvariantCulture) : "never";
            invocation.Out.WriteLine($"Scheduler: {(shown.Boolean("enabled") == true ? "on" : "off")}");
            invocation.Out.WriteLine($"Jobs: {shown.Int64("jobs") ?? 0}");
            invocation.Out.WriteLine($"Next run: {next}");
        }, cancellationToken);
    }
}
