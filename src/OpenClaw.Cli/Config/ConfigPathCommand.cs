using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Config;

/// <summary>Where the configuration is looked for, whether or not it exists.</summary>
internal sealed class ConfigPathCommand : CliCommand
{
    public ConfigPathCommand(CliContext cli)
        : base(cli, "path", "Print the path of the configuration file", "openclaw config path", "openclaw --profile work config path") => Aliases.Add("file");

    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        await Cli.Terminal.Out.WriteLineAsync(StatePaths.Resolve(Cli.Sources).ConfigFile).ConfigureAwait(false);
        return ExitCodes.Ok;
    }
}
