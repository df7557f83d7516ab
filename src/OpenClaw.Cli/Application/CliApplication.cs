using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OpenClaw.Cli.Output;
using OpenClaw.Cli.Profiles;
using OpenClaw.Configuration.Binding;

namespace OpenClaw.Cli.Application;

/// <summary>The program: profile flags, the command tree, parse errors, help.</summary>
internal static class CliApplication
{
    /// <summary>Runs one command line and returns the exit code. Never throws for what a user can cause.</summary>
    public static async Task<int> RunAsync(string[] args, CliContext cli, CancellationToken cancellationToken)
    {
        // Scripts and health checks ask for the version often: no command tree for that.
        if (args is ["--version"] or ["-V"])
        {
            await cli.Terminal.Out.WriteLineAsync(CliVersion.Text).ConfigureAwait(false);
            await cli.Terminal.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return ExitCodes.Ok;
        }

        var profile = ProfileArguments.Take(args);
        if (profile.Error is { } error)
        {
            await cli.Terminal.Error.WriteLineAsync($"openclaw: {error}").ConfigureAwait(false);
            return ExitCodes.BadProfile;
        }

        if (profile.Name is { } name)
            cli = cli with { Sources = ProfileEnvironment.Apply(cli.Sources, name) };
        return await ParseAndRunAsync(profile.Rest, cli, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> ParseAndRunAsync(string[] args, CliContext cli, CancellationToken cancellationToken)
    {
        // What people try first: `openclaw help`, `openclaw help gateway`.
        if (args is ["help", .. var topic])
            args = [.. topic, "--help"];

        var root = RootCommandFactory.Create(cli, args);
        var parse = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parse.Action is ParseErrorAction)
            return ReportParseErrors(parse, args, cli);

        // The program owns Ctrl-C (EntryPoint) and reports failures (CliCommand): the library shall do neither.
        var invocation = new InvocationConfiguration
        {
            Output = cli.Terminal.Out,
            Error = cli.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await FailureReport.GuardAsync(cli, json: false, async () =>
        {
            var code = await parse.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
            await cli.Terminal.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }).ConfigureAwait(false);
    }

    private static int ReportParseErrors(ParseResult parse, string[] args, CliContext cli)
    {
        var path = string.Join(' ', Path(parse.CommandResult.Command));
        // An unknown word also counts as a missing command; the word is what the user needs to hear.
        var unknown = parse.UnmatchedTokens is [var first, ..] ? first : null;
        var fault = unknown is null ? parse.Errors[0].Message
            : Nearest(parse.CommandResult.Command, unknown) is { } meant ? $"unknown command or option: {unknown} (did you mean {meant}?)"
            : $"unknown command or option: {unknown}";
        cli.Terminal.Error.WriteLine($"openclaw: {fault}");
        cli.Terminal.Error.WriteLine($"See: {path} --help");
        // What could not be parsed cannot say whether JSON is wanted; the words can.
        if (args.Contains("--json"))
        {
            JsonOutput.WriteFailure(cli.Terminal.Out, "USAGE", fault);
            cli.Terminal.Out.Flush();
        }

        return ExitCodes.Failure;
    }

    /// <summary>The command or option that a mistyped word is a slip away from: one letter, or two in the wrong order. Null when none is.</summary>
    private static string? Nearest(Command command, string word) => command.Subcommands.SelectMany(static one => one.Aliases.Append(one.Name))
        .Concat(command.Options.SelectMany(static one => one.Aliases.Append(one.Name)))
        .FirstOrDefault(name => name.Length > 2 && (EditDistance.Within(word, name, 1) || (EditDistance.Within(word, name, 2) && word.Order().SequenceEqual(name.Order()))));

    private static IEnumerable<string> Path(Symbol symbol) =>
        symbol.Parents.FirstOrDefault() is { } parent ? Path(parent).Append(symbol.Name) : ["openclaw"];
}
