using OpenClaw.Cli.Application;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Config;

/// <summary>The configuration file, for commands that have nothing to do without one.</summary>
internal static class ConfigFile
{
    /// <summary>Loads it.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static LoadedConfiguration Load(ConfigurationSources sources)
    {
        var loaded = ConfigurationLoader.Load(sources);
        return loaded.FileExists
            ? loaded
            : throw new CliException($"there is no configuration file at {loaded.Path}; without one start on defaults with: openclaw gateway --allow-unconfigured", "CONFIG_MISSING");
    }
}
