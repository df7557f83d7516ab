using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Models;

/// <summary>The gateway's model catalogue.</summary>
internal sealed class ModelsListCommand : GatewayCommand
{
    public ModelsListCommand(CliContext cli)
        : base(cli, "list", "List the models the gateway can use", ["openclaw models list", "openclaw models list --json"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("models.list", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var rows = payload.Items("models").Select(static model => new[]
        {
            $"{model.String("provider")}/{model.String("id")}",
            model.String("name") ?? "-",
            model.Int64("contextWindow")?.ToString("N0", CultureInfo.InvariantCulture) ?? "-",
            string.Join(", ", model.Strings("input")) is { Length: > 0 } input ? input : "-",
            string.Join(", ", model.Strings("tags")) is { Length: > 0 } tags ? tags : "-",
        }).ToList();
        if (rows.Count == 0)
            invocation.Out.WriteLine("No models configured.");
        else
            TableView.Write(invocation.Cli.Terminal, ["Model", "Name", "Context", "Input", "Tags"], rows);
    }
}
