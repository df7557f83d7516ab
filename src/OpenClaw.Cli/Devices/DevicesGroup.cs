using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Devices;

/// <summary><c>openclaw devices</c>.</summary>
internal sealed class DevicesGroup(CliContext cli)
    : CliGroup(
        cli, "devices", "Paired devices and pairing requests",
        new DevicesListCommand(cli),
        new DeviceDecisionCommand(cli, "approve", "Approve a pairing request", "device.pair.approve", "approved"),
        new DeviceDecisionCommand(cli, "reject", "Reject a pairing request", "device.pair.reject", "rejected"),
        new DeviceRemoveCommand(cli),
        new DeviceRenameCommand(cli),
        new DeviceTokenCommand(cli, "rotate", "Replace a device's token by a new one", "device.token.rotate"),
        new DeviceTokenCommand(cli, "revoke", "Take a device's token away", "device.token.revoke"));
