using OpenClaw.Cli.Output;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Application;

/// <summary>Everything a command takes from its surroundings, so that tests need no process.</summary>
/// <param name="Terminal">Where text goes.</param>
/// <param name="Sources">Environment and home directory; the profile has already filled its variables.</param>
/// <param name="Time">The clock.</param>
internal sealed record CliContext(CliTerminal Terminal, ConfigurationSources Sources, TimeProvider Time)
{
    /// <summary>The context of the real process.</summary>
    public static CliContext FromProcess() =>
        new(CliTerminal.FromProcess(), ConfigurationSources.FromProcess(), TimeProvider.System);

    /// <summary>An environment variable; null when absent or blank.</summary>
    public string? Variable(string name) =>
        Sources.Environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
