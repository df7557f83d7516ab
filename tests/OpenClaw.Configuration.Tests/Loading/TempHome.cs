using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests.Loading;

/// <summary>A home directory of its own with an environment of its own, removed afterwards.</summary>
internal sealed class TempHome : IDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public string Root { get; } = Directory.CreateTempSubdirectory("openclaw-test-").FullName;

    public string State => Path.Combine(Root, ".openclaw");

    public TempHome Set(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>Writes a file under the home directory.</summary>
    public TempHome Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public TempHome Config(string text) => Write(".openclaw/openclaw.json", text);

    public LoadedConfiguration Load(GatewayFlags? flags = null) => ConfigurationLoader.Load(Sources(flags));

    public ConfigurationSources Sources(GatewayFlags? flags = null) =>
        new() { Environment = _environment, HomeDirectory = Root, Flags = flags ?? new GatewayFlags() };

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
