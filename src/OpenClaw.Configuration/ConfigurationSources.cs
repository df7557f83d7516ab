using System.Collections;

namespace OpenClaw.Configuration;

/// <summary>Everything a configuration is made from besides the file: environment, flags, home and current directory.</summary>
/// <remarks>A value, so that tests and profiles need not touch the real environment.</remarks>
public sealed record ConfigurationSources
{
    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The user's home directory, before <c>OPENCLAW_HOME</c> is looked at.</summary>
    public required string HomeDirectory { get; init; }

    /// <summary>Values given on the command line; they win over everything.</summary>
    public GatewayFlags Flags { get; init; } = new();

    /// <summary>The sources of this process.</summary>
    public static ConfigurationSources FromProcess(GatewayFlags? flags = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new ConfigurationSources
        {
            Environment = environment,
            HomeDirectory = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
            Flags = flags ?? new GatewayFlags(),
        };
    }

    /// <summary>A variable under <c>OPENCLAW_</c>, else under the older <c>CLAWDBOT_</c>; blank counts as absent.</summary>
    /// <param name="suffix">The name after the prefix, such as <c>GATEWAY_PORT</c>.</param>
    /// <param name="name">The name under which it was found.</param>
    internal string? OpenClawVariable(string suffix, out string name)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["OPENCLAW_", "CLAWDBOT_"])
        {
            name = prefix + suffix;
            if (Environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        name = "OPENCLAW_" + suffix;
        return null;
    }
}

/// <summary>What the flags of <c>gateway run</c> say; null where a flag is absent.</summary>
public sealed record GatewayFlags
{
    /// <summary><c>--port</c>, 1-65535; the command line has checked it.</summary>
    public int? Port { get; init; }

    /// <summary><c>--bind</c>.</summary>
    public Schema.BindMode? Bind { get; init; }

    /// <summary><c>--auth</c>.</summary>
    public Schema.AuthMode? AuthMode { get; init; }

    /// <summary><c>--token</c>.</summary>
    public Schema.Secret? Token { get; init; }

    /// <summary><c>--password</c>.</summary>
    public Schema.Secret? Password { get; init; }
}
