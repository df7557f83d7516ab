namespace OpenClaw.Configuration;

/// <summary>Where the gateway keeps its state and finds its configuration.</summary>
/// <param name="Home">Home directory: <c>OPENCLAW_HOME</c>, else the user's.</param>
/// <param name="StateDirectory">State: <c>OPENCLAW_STATE_DIR</c>, else <c>~/.openclaw</c>, else an older name that exists.</param>
/// <param name="ConfigFile">The configuration: <c>OPENCLAW_CONFIG_PATH</c>, else a file in the state directory. It need not exist.</param>
public sealed record StatePaths(string Home, string StateDirectory, string ConfigFile)
{
    private static readonly string[] LegacyDirectories = [".clawdbot", ".moltbot", ".moldbot"];
    private static readonly string[] ConfigNames = ["openclaw.json", "clawdbot.json", "moltbot.json", "moldbot.json"];

    /// <summary>Folder of the day's log files unless <c>logging.file</c> says otherwise.</summary>
    /// <remarks>A fixed place on Unix, whatever <c>TMPDIR</c> says: people and tools know the path by heart.</remarks>
    public static string LogDirectory => System.IO.Path.Combine(OperatingSystem.IsWindows() ? System.IO.Path.GetTempPath() : "/tmp", "openclaw");

    /// <summary>The profile, <c>OPENCLAW_PROFILE</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>The agent workspace unless <c>agents.defaults.workspace</c> says otherwise: <c>~/.openclaw/workspace</c>, of a profile <c>~/.openclaw/workspace-NAME</c>.</summary>
    /// <remarks>People look for the folders of all their agents in one place. State that was put elsewhere keeps its workspace with it.</remarks>
    public string DefaultWorkspace => Profile is { } profile && StateDirectory == System.IO.Path.Combine(Home, $".openclaw-{profile}")
        ? System.IO.Path.Combine(Home, ".openclaw", $"workspace-{profile}")
        : System.IO.Path.Combine(StateDirectory, "workspace");

    /// <summary>The generated gateway token of a gateway that was started without configuration (mode 0600).</summary>
    public string GeneratedTokenFile => System.IO.Path.Combine(StateDirectory, "gateway.token");

    /// <summary>Works the paths out. Reads the file system only to find directories and files of older names.</summary>
    public static StatePaths Resolve(ConfigurationSources sources)
    {
        var home = sources.OpenClawVariable("HOME", out _) is { } openClawHome
            ? Absolute(openClawHome, sources.HomeDirectory)
            : sources.HomeDirectory;

        var state = sources.OpenClawVariable("STATE_DIR", out _) is { } stateVariable
            ? Absolute(stateVariable, home)
            : DefaultStateDirectory(home);

        var config = sources.OpenClawVariable("CONFIG_PATH", out _) is { } configVariable
            ? Absolute(configVariable, home)
            : ConfigNames.Select(name => System.IO.Path.Combine(state, name)).FirstOrDefault(File.Exists)
                ?? System.IO.Path.Combine(state, ConfigNames[0]);

        return new StatePaths(home, state, config) { Profile = sources.OpenClawVariable("PROFILE", out _) };
    }

    /// <summary>Expands a leading <c>~</c> and makes a path absolute.</summary>
    /// <param name="path">As the user wrote it.</param>
    public string Expand(string path) => Absolute(path, Home);

    private static string DefaultStateDirectory(string home)
    {
        var current = System.IO.Path.Combine(home, ".openclaw");
        if (Directory.Exists(current))
        {
            return current;
        }

        // Installations of the project's earlier names go on working; nothing is moved.
        return LegacyDirectories.Select(name => System.IO.Path.Combine(home, name)).FirstOrDefault(Directory.Exists) ?? current;
    }

    private static string Absolute(string path, string home)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            path = System.IO.Path.Combine(home, path[1..].TrimStart('/', '\\'));
        }

        return System.IO.Path.GetFullPath(path);
    }
}
