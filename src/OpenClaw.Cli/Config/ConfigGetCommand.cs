using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Cli.Config;

/// <summary>One value of the file, after includes and substitution: a text or number bare, anything else as JSON.</summary>
/// <remarks>Secrets are printed: who can run this can read the file. The same question over the gateway is answered redacted.</remarks>
internal sealed class ConfigGetCommand : CliCommand
{
    private readonly Argument<string> _path = new("path") { Description = "Key path, such as gateway.port or agents.list[0].id", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the value as JSON, texts in quotes" };

    public ConfigGetCommand(CliContext cli)
        : base(cli, "get", "Print a value of the configuration file", "openclaw config get gateway.auth.mode", "openclaw config get models.providers --json")
    {
        Arguments.Add(_path);
        Options.Add(_json);
    }

    protected override bool WantsJson(ParseResult parse) => parse.GetValue(_json);

    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var configuration = ConfigFile.Load(Cli.Sources);
        if (configuration.Document is not { } document)
            throw new CliException(configuration.FatalIssues.First().ToString(), "CONFIG_INVALID", ExitCodes.Configuration);

        var path = parse.GetRequiredValue(_path);
        var node = ConfigPath.Find(document, path)
            ?? throw new CliException($"{path} is not set in {configuration.Path}", "CONFIG_PATH_NOT_FOUND");
        if (!parse.GetValue(_json) && Bare(node) is { } bare)
            Cli.Terminal.Out.WriteLine(bare);
        else
            JsonOutput.Write(Cli.Terminal.Out, node, static (writer, value) => value.WriteTo(writer));
        return Task.FromResult(ExitCodes.Ok);
    }

    private static string? Bare(ConfigNode node) => node switch
    {
        StringNode text => text.Value,
        NumberNode number => number.Text,
        BooleanNode boolean => boolean.Value ? "true" : "false",
        _ => null,
    };
}
