using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Channels;

/// <summary><c>openclaw channels</c>.</summary>
internal sealed class ChannelsGroup(CliContext cli)
    : CliGroup(cli, "channels", "Chat channels and their accounts", new ChannelsStatusCommand(cli), new ChannelsListCommand(cli));
