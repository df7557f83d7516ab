using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Health;

/// <summary><c>openclaw health</c>: the gateway's snapshot of itself.</summary>
internal sealed class HealthCommand : GatewayCommand
{
    private readonly Option<bool> _probe = new("--probe", "--verbose") { Description = "Probe the channels now instead of showing the last snapshot" };

    public HealthCommand(CliContext cli)
        : base(cli, "health", "Show the gateway's health", ["openclaw health", "openclaw health --json", "openclaw --dev health"])
    {
        Options.Add(_probe);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = invocation.Parse.GetValue(_probe)
            ? JsonOutput.Build(true, static (writer, probe) => writer.WriteBoolean("probe", probe))
            : default;
        return invocation.ShowAsync("health", Scopes.Read, shown => HealthText.Write(invocation, shown), cancellationToken, parameters);
    }
}
