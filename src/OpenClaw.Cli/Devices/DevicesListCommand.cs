using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Devices;

/// <summary>Pending requests and paired devices.</summary>
internal sealed class DevicesListCommand : GatewayCommand
{
    public DevicesListCommand(CliContext cli)
        : base(cli, "list", "List pairing requests and paired devices", ["openclaw devices list", "openclaw devices list --json"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken) =>
        invocation.ShowAsync("device.pair.list", Scopes.Pairing, shown => WriteText(invocation, shown), cancellationToken);

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var pending = payload.Items("pending").Select(request => new[]
        {
            request.String("requestId") ?? "?",
            request.String("displayName") ?? request.String("clientId") ?? "-",
            Roles(request),
            request.String("remoteIp") ?? "-",
            Ages.Since(request.Int64("ts"), invocation.Cli.Time),
        }).ToList();
        var paired = payload.Items("paired").Select(device => new[]
        {
            device.String("deviceId") ?? "?",
            device.String("displayName") ?? device.String("clientId") ?? "-",
            Roles(device),
            string.Join(", ", device.Strings("scopes")) is { Length: > 0 } scopes ? scopes : "-",
            Ages.Since(device.Int64("approvedAtMs"), invocation.Cli.Time),
        }).ToList();
        invocation.Out.WriteLine($"Pending ({pending.Count})");
        if (pending.Count > 0)
            TableView.Write(invocation.Cli.Terminal, ["Request", "Name", "Role", "IP", "Asked"], pending);
        invocation.Out.WriteLine($"Paired ({paired.Count})");
        if (paired.Count > 0)
            TableView.Write(invocation.Cli.Terminal, ["Device", "Name", "Role", "Scopes", "Approved"], paired);
    }

    private static string Roles(JsonElement device) =>
        string.Join(", ", device.Strings("roles")) is { Length: > 0 } roles ? roles : device.String("role") ?? "-";
}
