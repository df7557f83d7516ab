using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Health;

namespace OpenClaw.Cli.Gateway;

/// <summary>Asks the gateway for its health: the shortest proof that it works.</summary>
internal sealed class GatewayHealthCommand : GatewayCommand
{
    public GatewayHealthCommand(CliContext cli)
        : base(cli, "health", "Ask the gateway for its health", [
            "openclaw gateway health",
            "openclaw gateway health --url ws://127.0.0.1:18789 --token TOKEN",
        ]) => AddConnectionOptions();

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        return invocation.ShowAsync("health", Scopes.Read, shown =>
        {
            invocation.Out.WriteLine("Gateway Health");
            HealthText.Write(invocation, shown);
        }, cancellationToken);
    }
}
