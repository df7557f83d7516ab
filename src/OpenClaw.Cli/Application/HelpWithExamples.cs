using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OpenClaw.Cli.Application;

/// <summary>The library's help, followed by the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "openclaw gateway --allow-unconfigured",
        "openclaw agent --message \"hello\"",
        "openclaw gateway status",
        "openclaw --dev health --json",
    ];

    public override bool ClearsParseErrors => true;

    /// <summary>Replaces the action of the tree's help option.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction action)
                help.Action = new HelpWithExamples(action);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            CliCommand command => command.Examples,
            CliGroup group => [.. group.Subcommands.SelectMany(FirstExamples)],
            RootCommand => RootExamples,
            _ => [],
        };
        if (examples.Count > 0)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        return code;
    }

    /// <summary>A group is shown by what it holds: one example of each.</summary>
    private static IEnumerable<string> FirstExamples(Command command) =>
        command is CliCommand { Examples: [var first, ..] } ? [first] : command.Subcommands.SelectMany(FirstExamples);
}
