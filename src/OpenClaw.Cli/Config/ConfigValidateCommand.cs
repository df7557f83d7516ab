using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Config;

/// <summary>Says what is wrong with the configuration file, without starting anything.</summary>
internal sealed class ConfigValidateCommand : CliCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public ConfigValidateCommand(CliContext cli)
        : base(cli, "validate", "Check the configuration file", "openclaw config validate", "openclaw config validate --json") => Options.Add(_json);

    protected override bool WantsJson(ParseResult parse) => parse.GetValue(_json);

    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var loaded = ConfigFile.Load(Cli.Sources);

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(Cli.Terminal.Out, loaded, static (writer, configuration) =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("valid", configuration.IsUsable);
                writer.WriteString("path", configuration.Path);
                writer.WriteStartArray("issues");
                foreach (var issue in configuration.Issues)
                {
                    writer.WriteStartObject();
                    writer.WriteString("path", issue.Path);
                    writer.WriteString("severity", issue.Severity.ToString().ToLowerInvariant());
                    writer.WriteString("message", issue.ToString());
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else
        {
            foreach (var issue in loaded.Issues)
                Cli.Terminal.Out.WriteLine($"{issue.Severity.ToString().ToLowerInvariant()}: {issue}");
            Cli.Terminal.Out.WriteLine(loaded.IsUsable ? $"{loaded.Path}: the gateway can start with it" : $"{loaded.Path}: the gateway cannot start with it");
        }

        return Task.FromResult(loaded.IsUsable ? ExitCodes.Ok : ExitCodes.Configuration);
    }
}
