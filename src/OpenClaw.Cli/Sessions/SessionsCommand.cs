using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Sessions;

/// <summary><c>openclaw sessions</c>: conversations, the latest first. <c>sessions list</c> is the same.</summary>
internal sealed class SessionsCommand : GatewayCommand
{
    private readonly Option<int> _active = new("--active") { Description = "Only sessions used in the last MINUTES", HelpName = "MINUTES", CustomParser = Numbers.Positive("--active") };
    private readonly Option<int> _limit = new("--limit") { Description = "At most this many", HelpName = "COUNT", CustomParser = Numbers.Positive("--limit", 10_000) };

    public SessionsCommand(CliContext cli, string name = "sessions")
        : base(cli, name, "List the conversations the gateway keeps", ["openclaw sessions", "openclaw sessions --active 60 --json"])
    {
        Options.Add(_active);
        Options.Add(_limit);
        AddConnectionOptions();
        if (name == "sessions")
        {
            Subcommands.Add(new SessionsCommand(cli, "list"));
            Subcommands.Add(new SessionShowCommand(cli));
            Subcommands.Add(new SessionChangeCommand(cli, "reset", "Empty a session", "sessions.reset"));
            Subcommands.Add(new SessionChangeCommand(cli, "delete", "Delete a session", "sessions.delete"));
            Subcommands.Add(new SessionsExplainCommand(cli));
            Subcommands.Add(new SessionsImportCommand(cli));
            Subcommands.Add(new SessionsExportCommand(cli));
        }
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build((Active: invocation.Parse.GetValue(_active), Limit: invocation.Parse.GetValue(_limit)), static (writer, options) =>
        {
            if (options.Active > 0)
                writer.WriteNumber("activeMinutes", options.Active);
            if (options.Limit > 0)
                writer.WriteNumber("limit", options.Limit);
        });
        return invocation.ShowAsync("sessions.list", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken, parameters);
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var rows = payload.Items("sessions").Select(session => new[]
        {
            session.String("key") ?? "?",
            session.String("kind") ?? "-",
            Ages.Since(session.Int64("updatedAt"), invocation.Cli.Time),
            session.String("model") ?? "-",
            session.Int64("totalTokens")?.ToString("N0", CultureInfo.InvariantCulture) ?? "-",
            session.Boolean("hasActiveRun") == true ? "running" : session.Boolean("abortedLastRun") == true ? "aborted" : "idle",
        }).ToList();
        if (rows.Count == 0)
            invocation.Out.WriteLine("No sessions.");
        else
            TableView.Write(invocation.Cli.Terminal, ["Key", "Kind", "Updated", "Model", "Tokens", "State"], rows);
    }
}
