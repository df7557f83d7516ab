using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>A command that may run without a person.</summary>
/// <param name="Id">Names the entry.</param>
/// <param name="Pattern">
/// Absolute path of the program; <c>*</c> stands for anything but <c>/</c>, <c>**</c> for anything. A pattern without <c>/</c> matches nothing: any folder may hold
/// a program of some name.
/// </param>
/// <param name="Arguments">Exactly these arguments; null for any.</param>
public sealed record ExecAllowlistEntry(string Id, string Pattern, ImmutableArray<string>? Arguments = null)
{
    /// <summary>A restriction of arguments in a language that this gateway does not speak. The entry is kept and matches nothing.</summary>
    public string? ForeignArgumentPattern { get; init; }

    /// <summary>Where the entry comes from, such as <c>allow-always</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The command that it was made for.</summary>
    public string? LastUsedCommand { get; init; }

    /// <summary>When it was made or last used, in ms since the Unix epoch.</summary>
    public long? LastUsedAtMs { get; init; }

    /// <summary>The program that it last matched.</summary>
    public string? LastResolvedPath { get; init; }

    /// <summary>Whether a program with its arguments is meant.</summary>
    /// <param name="program">The program's absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    public bool Matches(string program, ImmutableArray<string> arguments) =>
        ForeignArgumentPattern is null
        && Pattern.Contains('/', StringComparison.Ordinal)
        && (Arguments is not { } exact || exact.SequenceEqual(arguments, StringComparer.Ordinal))
        && MatchesPath(Pattern, program);

    /// <summary>Two entries that allow the same are one.</summary>
    public bool AllowsSameAs(ExecAllowlistEntry other) =>
        Pattern == other.Pattern
        && ForeignArgumentPattern == other.ForeignArgumentPattern
        && (Arguments is { } mine ? other.Arguments is { } theirs && mine.SequenceEqual(theirs, StringComparer.Ordinal) : other.Arguments is null);

    private static bool MatchesPath(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        // Remembers the last star to come back to: time is at most the product of both lengths.
        int p = 0, t = 0, star = -1, mark = 0;
        var crosses = false;
        while (t < path.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p;
                crosses = p + 1 < pattern.Length && pattern[p + 1] == '*';
                p += crosses ? 2 : 1;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == path[t])
            {
                p++;
                t++;
            }
            else if (star >= 0 && (crosses || path[mark] != '/'))
            {
                p = star + (crosses ? 2 : 1);
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }
}

/// <summary>What the approvals say of one agent: policy and list.</summary>
/// <param name="Settings">Policy, as far as it is said.</param>
/// <param name="Allowlist">The list.</param>
public sealed record ExecAgentApprovals(ExecPolicySettings Settings, ImmutableArray<ExecAllowlistEntry> Allowlist)
{
    /// <summary>Nothing said.</summary>
    public static ExecAgentApprovals Empty { get; } = new(new ExecPolicySettings(), []);
}

/// <summary>The approvals as a whole: what operators read and write as one document.</summary>
/// <param name="Defaults">For every agent.</param>
/// <param name="Agents">By agent id; <c>*</c> is for every agent, too.</param>
public sealed record ExecApprovalsDocument(ExecPolicySettings Defaults, ImmutableSortedDictionary<string, ExecAgentApprovals> Agents)
{
    /// <summary>Nothing said.</summary>
    public static ExecApprovalsDocument Empty { get; } = new(new ExecPolicySettings(), ImmutableSortedDictionary.Create<string, ExecAgentApprovals>(StringComparer.Ordinal));

    /// <summary>What holds for an agent.</summary>
    public ExecAgentApprovals Of(string agentId)
    {
        var own = Agents.GetValueOrDefault(agentId, ExecAgentApprovals.Empty);
        var all = Agents.GetValueOrDefault("*", ExecAgentApprovals.Empty);
        return new ExecAgentApprovals(own.Settings.Over(all.Settings).Over(Defaults), [.. own.Allowlist, .. all.Allowlist]);
    }

    /// <summary>With more entries on an agent's list; what is there already is not added again.</summary>
    public ExecApprovalsDocument With(string agentId, ImmutableArray<ExecAllowlistEntry> entries)
    {
        var own = Agents.GetValueOrDefault(agentId, ExecAgentApprovals.Empty);
        var fresh = entries.Where(entry => !own.Allowlist.Any(entry.AllowsSameAs));
        return this with { Agents = Agents.SetItem(agentId, own with { Allowlist = [.. own.Allowlist, .. fresh] }) };
    }
}
