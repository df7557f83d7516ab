using OpenClaw.Configuration;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>A home directory with an environment of its own, removed afterwards.</summary>
internal sealed class TempHome : IDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public string Root { get; } = Directory.CreateTempSubdirectory("openclaw-daemon-").FullName;

    public string State => Path.Combine(Root, ".openclaw");

    public TempHome Set(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public TempHome WriteConfig(string text)
    {
        Directory.CreateDirectory(State);
        File.WriteAllText(Path.Combine(State, "openclaw.json"), text);
        return this;
    }

    public ConfigurationSources Sources(GatewayFlags? flags = null) =>
        new() { Environment = _environment, HomeDirectory = Root, Flags = flags ?? new GatewayFlags() };

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
