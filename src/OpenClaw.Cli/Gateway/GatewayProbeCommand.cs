using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Gateway;

/// <summary>Tries every gateway that this host knows of, and says which answer and what they grant.</summary>
internal sealed class GatewayProbeCommand : GatewayCommand
{
    /// <summary>The original's budget for a probe.</summary>
    private const int DefaultTimeoutMs = 3000;

    public GatewayProbeCommand(CliContext cli)
        : base(cli, "probe", "Try the gateways this host knows of: --url, the remote one of the configuration, and this host's", [
            "openclaw gateway probe",
            "openclaw gateway probe --url wss://gateway.example.com --token TOKEN",
            "openclaw gateway probe --json",
        ], defaultTimeoutMs: DefaultTimeoutMs) => AddConnectionOptions();

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var begun = Cli.Time.GetUtcNow();
        var targets = Targets(invocation);
        var probes = await Task.WhenAll(targets.Select(target => TargetProbe.RunAsync(invocation, target.Kind, target.Target, cancellationToken))).ConfigureAwait(false);
        var report = new GatewayProbeReport(probes, begun, Cli.Time.GetUtcNow() - begun, invocation.Timeout);
        if (invocation.Json)
            report.WriteJson(invocation.Out);
        else
            report.WriteText(invocation.Out);
        return report.IsReachable ? ExitCodes.Ok : ExitCodes.Failure;
    }

    /// <summary>The gateway that the command line or the configuration names, and this host's own beside it: "is it the network, or is it down?"</summary>
    private List<(string Kind, GatewayTarget Target)> Targets(GatewayInvocation invocation)
    {
        var chosen = invocation.Target;
        var kind = chosen.AddressSource switch
        {
            "--url" or "OPENCLAW_GATEWAY_URL" => "explicit",
            "gateway.remote.url" => "configRemote",
            _ => "localLoopback",
        };
        List<(string, GatewayTarget)> targets = [(kind, chosen)];
        // The flags' secret is for the address beside it; this host's gateway is asked with what this host has.
        var local = GatewayTargetResolver.Local(Cli, ConfigurationLoader.Load(Cli.Sources));
        if (kind != "localLoopback" && !(chosen.Address.IsLoopback && chosen.Address.Port == local.Address.Port))
            targets.Add(("localLoopback", local));
        return targets;
    }
}
