using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.SystemCommands;

/// <summary><c>openclaw system heartbeat</c>: the last one, and switching them on and off.</summary>
internal sealed class SystemHeartbeatGroup(CliContext cli)
    : CliGroup(
        cli, "heartbeat", "Show the last heartbeat, or switch heartbeats on and off",
        new LastHeartbeatCommand(cli), new SetHeartbeatsCommand(cli, "enable", true), new SetHeartbeatsCommand(cli, "disable", false));

/// <summary>The last heartbeat event.</summary>
internal sealed class LastHeartbeatCommand : GatewayCommand
{
    public LastHeartbeatCommand(CliContext cli)
        : base(cli, "last", "Show the last heartbeat", ["openclaw system heartbeat last"]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        return invocation.ShowAsync("last-heartbeat", Scopes.Read, shown => invocation.Out.WriteLine(shown.ValueKind == JsonValueKind.Object
            ? $"{shown.String("status") ?? "unknown"} {Ages.Since(shown.Int64("ts"), Cli.Time)}{(shown.String("reason") is { } reason ? $": {reason}" : "")}"
            : "No heartbeat yet."), cancellationToken);
    }
}

/// <summary>Switches heartbeats for this run of the gateway.</summary>
internal sealed class SetHeartbeatsCommand : GatewayCommand
{
    private readonly bool _enabled;

    public SetHeartbeatsCommand(CliContext cli, string name, bool enabled)
        : base(cli, name, $"Switch heartbeats {(enabled ? "on" : "off")} until the gateway restarts", [$"openclaw system heartbeat {name}"])
    {
        _enabled = enabled;
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(_enabled, static (writer, enabled) => writer.WriteBoolean("enabled", enabled));
        return invocation.ShowAsync("set-heartbeats", Scopes.Admin, shown => invocation.Out.WriteLine($"Heartbeats {(shown.Boolean("enabled") == true ? "on" : "off")}."), cancellationToken, parameters);
    }
}
