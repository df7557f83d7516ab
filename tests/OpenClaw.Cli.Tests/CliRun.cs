using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>One command line run in this process, with its own home directory and environment.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("openclaw-cli-");

    /// <summary>The environment variables the command sees; nothing of this process's own.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Home => _home.FullName;

    /// <summary>Whether results go to something like a person's terminal.</summary>
    public bool IsInteractive { get; set; }

    /// <summary>Columns of that terminal.</summary>
    public int Width { get; set; } = 200;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Standard output so far.</summary>
    public SignallingWriter Out { get; } = new();

    public SignallingWriter Error { get; } = new();

    /// <summary>Points the environment at a scripted gateway.</summary>
    public CliRun Against(ScriptedGateway gateway)
    {
        Environment["OPENCLAW_GATEWAY_URL"] = gateway.Address.ToString();
        Environment["OPENCLAW_GATEWAY_TOKEN"] = ScriptedGateway.Token;
        return this;
    }

    /// <summary>Writes the configuration file of the default profile.</summary>
    public CliRun WithConfig(string json5, string folder = ".openclaw")
    {
        Directory.CreateDirectory(Path.Combine(Home, folder));
        File.WriteAllText(Path.Combine(Home, folder, "openclaw.json"), json5);
        return this;
    }

    public Task<int> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] args) =>
        CliApplication.RunAsync(
            args,
            new CliContext(
                new CliTerminal(Out, Error, IsInteractive, width: Width),
                new ConfigurationSources { Environment = Environment, HomeDirectory = Home },
                Time),
            cancellationToken);

    public void Dispose()
    {
        _home.Delete(recursive: true);
        Out.Dispose();
        Error.Dispose();
    }
}
