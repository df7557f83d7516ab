using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;

namespace OpenClaw.Cli.Models;

/// <summary>Which model answers, what is tried after it, and whether their providers have what they need.</summary>
internal sealed class ModelsStatusCommand : GatewayCommand
{
    private readonly Option<string?> _agent = new("--agent") { Description = "The agent (default: the default agent)", HelpName = "ID" };
    private readonly Option<bool> _plain = new("--plain") { Description = "Print the default model's name and nothing else" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when a model in use is unknown or its provider lacks a key" };

    public ModelsStatusCommand(CliContext cli)
        : base(cli, "status", "Show the chosen model, its fallbacks and their providers' keys", [
            "openclaw models status",
            "openclaw models status --agent work --json",
            "openclaw models status --check && openclaw agent --message hello",
        ])
    {
        foreach (var option in (ReadOnlySpan<Option>)[_agent, _plain, _check])
            Options.Add(option);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        JsonElement[] answers;
        await using (var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false))
        {
            answers = await Task.WhenAll(
                client.CallAsync("agents.list", cancellationToken: cancellationToken),
                client.CallAsync("models.list", cancellationToken: cancellationToken),
                client.CallAsync("models.authStatus", cancellationToken: cancellationToken)).ConfigureAwait(false);
        }

        var report = ModelsStatusReport.Of(answers[0], answers[1], answers[2], invocation.Parse.GetValue(_agent));
        if (invocation.Json)
            report.WriteJson(invocation.Out);
        else if (invocation.Parse.GetValue(_plain))
            invocation.Out.WriteLine(report.Default ?? "");
        else
            report.WriteText(invocation.Out);
        return invocation.Parse.GetValue(_check) && !report.IsReady ? ExitCodes.Failure : ExitCodes.Ok;
    }
}
