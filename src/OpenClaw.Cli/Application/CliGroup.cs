using System.CommandLine;

namespace OpenClaw.Cli.Application;

/// <summary>A command that only holds others; called alone it shows its help and fails.</summary>
internal abstract class CliGroup : Command
{
    protected CliGroup(CliContext cli, string name, string description, params Command[] commands)
        : base(name, description)
    {
        foreach (var command in commands)
            Subcommands.Add(command);
        SetAction(parse =>
        {
            cli.Terminal.Error.WriteLine($"openclaw: {name} needs one of: {string.Join(", ", commands.Select(static command => command.Name))}");
            cli.Terminal.Error.WriteLine($"See: openclaw {name} --help");
            return ExitCodes.Failure;
        });
    }
}
