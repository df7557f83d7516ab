using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.SystemCommands;

/// <summary><c>openclaw system</c>.</summary>
internal sealed class SystemGroup(CliContext cli)
    : CliGroup(cli, "system", "Presence, system events and heartbeats", new SystemPresenceCommand(cli), new SystemEventCommand(cli), new SystemHeartbeatGroup(cli));
