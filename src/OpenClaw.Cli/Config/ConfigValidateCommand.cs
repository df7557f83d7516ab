using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;
using OpenClaw.Daemon;

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

        // The file may be in order and a gateway still not start on it, for want of a secret that a service would have in its environment.
        var refusals = loaded.IsUsable ? GatewayDaemon.StartProblems(loaded) : [];

        if (parse.GetValue(_json))
        {
            JsonOutput.Write(Cli.Terminal.Out, (loaded, refusals), static (writer, found) =>
            {
                var (configuration, refusals) = found;
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
                writer.WriteStartArray("refusals");
                foreach (var refusal in refusals)
                    writer.WriteStringValue(refusal);
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else
        {
            foreach (var issue in loaded.Issues)
                Cli.Terminal.Out.WriteLine($"{issue.Severity.ToString().ToLowerInvariant()}: {issue}");
            foreach (var refusal in refusals)
                Cli.Terminal.Out.WriteLine($"not yet: {refusal}");
            Cli.Terminal.Out.WriteLine(
                !loaded.IsUsable ? $"{loaded.Path}: the gateway cannot start with it"
                : refusals.Count > 0 ? $"{loaded.Path}: nothing is wrong with it, but as things are here no gateway starts on it"
                : $"{loaded.Path}: the gateway can start with it");
        }

        return Task.FromResult(loaded.IsUsable ? ExitCodes.Ok : ExitCodes.Configuration);
    }
}
