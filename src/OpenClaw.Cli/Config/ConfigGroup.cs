using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Config;

/// <summary><c>openclaw config</c>.</summary>
internal sealed class ConfigGroup(CliContext cli)
    : CliGroup(cli, "config", "Read and check the configuration file", new ConfigGetCommand(cli), new ConfigPathCommand(cli), new ConfigValidateCommand(cli));
