namespace OpenClaw.Tools.Exec;

/// <summary>The environment that commands get: the gateway's own without its secrets.</summary>
internal static class CommandEnvironment
{
    // Parts of names that hold secrets; a command that needs one is given it by whoever asks for the command.
    private static readonly string[] s_secretParts = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "APIKEY", "PRIVATE", "AUTH"];

    // Variables with which a command could be made to load or start something else than it names.
    private static readonly string[] s_hijacking =
        ["LD_", "DYLD_", "BASH_ENV", "ENV", "IFS", "PS4", "PROMPT_COMMAND", "SHELLOPTS", "BASHOPTS", "NODE_OPTIONS", "NODE_PATH", "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME",
         "PERL5LIB", "PERL5OPT", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "DOTNET_STARTUP_HOOKS", "CORECLR_", "GIT_SSH", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "PATH", "OPENCLAW_"];

    /// <summary>The environment for a command.</summary>
    /// <param name="own">The gateway's.</param>
    /// <param name="secrets">Names that hold secrets by the configuration.</param>
    /// <param name="more">What the call adds.</param>
    public static Dictionary<string, string> For(IReadOnlyDictionary<string, string> own, IReadOnlySet<string> secrets, IReadOnlyDictionary<string, string> more)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            if (!secrets.Contains(name) && !LooksSecret(name))
            {
                result[name] = value;
            }
        }

        foreach (var (name, value) in more)
        {
            result[name] = value;
        }

        return result;
    }

    /// <summary>Whether a call may set a variable.</summary>
    public static bool MaySet(string name) =>
        name.Length is > 0 and <= 128
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !s_hijacking.Any(known => known.EndsWith('_') ? name.StartsWith(known, StringComparison.OrdinalIgnoreCase) : name.Equals(known, StringComparison.OrdinalIgnoreCase));

    /// <summary>The gateway's own variables.</summary>
    public static Dictionary<string, string> Own()
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            own[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return own;
    }

    private static bool LooksSecret(string name) =>
        name.StartsWith("OPENCLAW_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("KEY", StringComparison.OrdinalIgnoreCase)
        || name.Contains("_KEY_", StringComparison.OrdinalIgnoreCase)
        || (s_secretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) && !name.Equals("SSH_AUTH_SOCK", StringComparison.Ordinal));
}
