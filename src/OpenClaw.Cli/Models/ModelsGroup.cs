using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Models;

/// <summary><c>openclaw models</c>.</summary>
internal sealed class ModelsGroup(CliContext cli)
    : CliGroup(cli, "models", "Models the gateway can use", new ModelsListCommand(cli), new ModelsStatusCommand(cli));
