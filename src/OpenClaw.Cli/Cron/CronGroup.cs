using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Cron;

/// <summary><c>openclaw cron</c>.</summary>
internal sealed class CronGroup(CliContext cli) : CliGroup(cli, "cron", "Scheduled jobs", new CronListCommand(cli), new CronStatusCommand(cli));
