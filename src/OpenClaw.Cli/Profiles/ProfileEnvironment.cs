using OpenClaw.Configuration;

namespace OpenClaw.Cli.Profiles;

/// <summary>What a profile means: variables that are filled unless they are set.</summary>
internal static class ProfileEnvironment
{
    /// <summary>Port of the development profile.</summary>
    public const int DevPort = 19001;

    /// <summary>Fills the profile's variables in.</summary>
    public static ConfigurationSources Apply(ConfigurationSources sources, string profile)
    {
        var environment = new Dictionary<string, string>(sources.Environment, StringComparer.Ordinal);
        Fill(environment, "OPENCLAW_PROFILE", profile);
        var home = environment.GetValueOrDefault("OPENCLAW_HOME") is { Length: > 0 } set ? set : sources.HomeDirectory;
        var folder = profile.Equals("default", StringComparison.OrdinalIgnoreCase) ? ".openclaw" : $".openclaw-{profile}";
        Fill(environment, "OPENCLAW_STATE_DIR", Path.Combine(home, folder));
        Fill(environment, "OPENCLAW_CONFIG_PATH", Path.Combine(environment["OPENCLAW_STATE_DIR"], "openclaw.json"));
        var applied = sources with { Environment = environment };

        // The profile's port is a default: the profile's own file may name another.
        if (profile == "dev" && ConfigurationLoader.Load(applied).Origins.Port == SettingOrigin.Default)
            environment["OPENCLAW_GATEWAY_PORT"] = $"{DevPort}";
        return applied;
    }

    private static void Fill(Dictionary<string, string> environment, string name, string value)
    {
        if (string.IsNullOrWhiteSpace(environment.GetValueOrDefault(name)))
            environment[name] = value;
    }
}
