using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Gateway;

/// <summary>What is configured, what the supervisor runs, and whether the gateway answers: three things apart.</summary>
internal sealed class GatewayStatusCommand : GatewayCommand
{
    private readonly Option<bool> _noProbe = new("--no-probe") { Description = "Do not connect" };
    private readonly Option<bool> _requireRpc = new("--require-rpc") { Description = "Exit with 1 when the gateway does not answer" };

    public GatewayStatusCommand(CliContext cli)
        : base(cli, "status", "Show configuration, service and whether the gateway answers", [
            "openclaw gateway status",
            "openclaw gateway status --url ws://127.0.0.1:18789 --token TOKEN",
            "openclaw gateway status --json --require-rpc",
        ])
    {
        Options.Add(_noProbe);
        Options.Add(_requireRpc);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(Cli.Sources);
        var probe = invocation.Parse.GetValue(_noProbe)
            ? GatewayProbe.Skipped
            : await GatewayProbe.RunAsync(invocation, cancellationToken).ConfigureAwait(false);
        var report = new GatewayStatusReport(configuration, invocation.Target, probe);
        if (invocation.Json)
            report.WriteJson(invocation.Out);
        else
            report.WriteText(invocation.Out);
        return invocation.Parse.GetValue(_requireRpc) && probe.Outcome != ProbeOutcome.Ok ? ExitCodes.Failure : ExitCodes.Ok;
    }
}
