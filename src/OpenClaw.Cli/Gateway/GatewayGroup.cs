using System.CommandLine;
using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Gateway;

/// <summary><c>openclaw gateway</c>: alone it runs the gateway, as <c>gateway run</c> does.</summary>
internal sealed class GatewayGroup : GatewayRunCommand
{
    public GatewayGroup(CliContext cli)
        : base(cli, "gateway", "Run the gateway in the foreground, or ask a running one")
    {
        Subcommands.Add(new GatewayRunCommand(cli));
        Subcommands.Add(new GatewayHealthCommand(cli));
        Subcommands.Add(new GatewayStatusCommand(cli));
        Subcommands.Add(new GatewayProbeCommand(cli));
        Subcommands.Add(new GatewayCallCommand(cli));
    }
}
