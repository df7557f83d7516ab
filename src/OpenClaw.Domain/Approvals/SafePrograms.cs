using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>Programs that only filter what a pipe gives them. They run without a person under <see cref="ExecSecurity.Allowlist"/> when their arguments name no file.</summary>
/// <remarks>What is allowed is listed, option by option: whatever is not there (files, output files, programs to start) needs a person.</remarks>
public static class SafePrograms
{
    private static readonly FrozenDictionary<string, Rule> s_rules = new Dictionary<string, Rule>
    {
        ["head"] = new("qvz", "nc", 0, 0),
        ["tail"] = new("qvz", "nc", 0, 0),
        ["wc"] = new("lwcmL", "", 0, 0),
        ["uniq"] = new("cdui", "fsw", 0, 0),
        ["sort"] = new("nrufbhVsgMd", "kt", 0, 0),
        ["cut"] = new("s", "dfcb", 0, 0),
        ["tr"] = new("dscCt", "", 1, 2),
        ["grep"] = new("ivncowxEFqhaz", "mABC", 1, 1),
        ["jq"] = new("rcsSeMjan", "", 1, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] s_folders = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_rules.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a program with its arguments only filters.</summary>
    /// <param name="program">The program's absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static bool OnlyFilters(string program, ImmutableArray<string> arguments)
    {
        var name = program[(program.LastIndexOf('/') + 1)..];
        if (!s_rules.TryGetValue(name, out var rule) || !s_folders.Any(folder => program == folder + name))
        {
            return false;
        }

        var positional = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (argument.Length < 2 || argument[0] != '-')
            {
                positional++;
            }
            else if (argument.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && rule.Valued.Contains('n', StringComparison.Ordinal))
            {
                // head -20
            }
            else if (!TryOptions(rule, argument.AsSpan(1), ref i, arguments.Length))
            {
                return false;
            }
        }

        return positional >= rule.MinPositional && positional <= rule.MaxPositional && (name != "jq" || IsHarmlessFilter(arguments));
    }

    /// <summary>Letters without a value, and at most one with a value at the end, which may be the next argument. Long options are not on the list.</summary>
    private static bool TryOptions(Rule rule, ReadOnlySpan<char> letters, ref int i, int count)
    {
        for (var k = 0; k < letters.Length; k++)
        {
            if (rule.Valued.Contains(letters[k], StringComparison.Ordinal))
            {
                i += k == letters.Length - 1 ? 1 : 0;
                return i < count;
            }

            if (!rule.Plain.Contains(letters[k], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>jq's own language reads the environment and modules.</summary>
    private static bool IsHarmlessFilter(ImmutableArray<string> arguments) => !arguments.Any(static argument =>
        argument.Contains("env", StringComparison.OrdinalIgnoreCase)
        || argument.Contains("import", StringComparison.Ordinal)
        || argument.Contains("include", StringComparison.Ordinal)
        || argument.Contains("input_filename", StringComparison.Ordinal));

    /// <param name="Plain">Letters of options without a value.</param>
    /// <param name="Valued">Letters of options with one.</param>
    /// <param name="MinPositional">Words that are no options, at least: a pattern, sets of characters.</param>
    /// <param name="MaxPositional">And at most; one more would be a file.</param>
    private sealed record Rule(string Plain, string Valued, int MinPositional, int MaxPositional);
}
