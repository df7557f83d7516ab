using System.CommandLine;

namespace OpenClaw.Cli.Application;

/// <summary>A command with examples for its help, whose failures become one line and an exit code.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(CliContext cli, string name, string description, params string[] examples)
        : base(name, description)
    {
        Cli = cli;
        Examples = examples;
        SetAction((parse, cancellationToken) => FailureReport.GuardAsync(cli, WantsJson(parse), () => RunAsync(parse, cancellationToken)));
    }

    /// <summary>Complete command lines, shown below the options.</summary>
    public IReadOnlyList<string> Examples { get; }

    protected CliContext Cli { get; }

    /// <summary>Whether failures, too, must be JSON on standard output.</summary>
    protected virtual bool WantsJson(ParseResult parse) => false;

    /// <summary>Does the work; returns the exit code.</summary>
    protected abstract Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken);
}
