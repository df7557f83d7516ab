using System.Collections.Immutable;

namespace OpenClaw.Domain.Tools;

/// <summary>Which tools an agent may have: a profile as the base, what is allowed besides, and what is denied, which wins.</summary>
/// <remarks>Entries are tool names, <c>group:NAME</c>, or names with <c>*</c>; compared without case. Permissions of an agent never go beyond what the
/// configuration's general part denies.</remarks>
public sealed record ToolPolicy
{
    /// <summary>Everything.</summary>
    public static ToolPolicy Everything { get; } = new();

    /// <summary>A profile of <see cref="ToolGroups"/>; null allows everything unless <see cref="Allow"/> says what.</summary>
    public string? Profile { get; init; }

    /// <summary>With a profile: what is allowed besides it. Without one: what is allowed, everything when empty.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary>What is denied whatever else is said.</summary>
    public ImmutableArray<string> Deny { get; init; } = [];

    /// <summary>Whether a tool may be offered and called.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="group">Its group.</param>
    public bool Allows(string tool, string group)
    {
        if (Matches(Deny, tool, group))
        {
            return false;
        }

        // An unknown profile allows nothing by itself: a misspelt restriction must not become a permission.
        return Profile is null
            ? Allow.IsEmpty || Matches(Allow, tool, group)
            : Matches(ToolGroups.EntriesOf(Profile) ?? [], tool, group) || Matches(Allow, tool, group);
    }

    /// <summary>An agent's own policy upon the general one: its profile and list of allowed tools replace the general ones, denials add up.</summary>
    public ToolPolicy With(ToolPolicy agent) => new()
    {
        Profile = agent.Profile ?? Profile,
        Allow = agent.Allow.IsEmpty ? Allow : agent.Allow,
        Deny = [.. Deny, .. agent.Deny],
    };

    internal static bool Matches(ImmutableArray<string> entries, string tool, string group)
    {
        foreach (var entry in entries)
        {
            var matches = entry.StartsWith("group:", StringComparison.OrdinalIgnoreCase)
                ? entry.AsSpan(6).Equals(group, StringComparison.OrdinalIgnoreCase) || ToolGroups.ToolsOf(entry[6..].ToLowerInvariant()).Contains(tool)
                : Glob(entry, tool);
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.Equals(text, StringComparison.OrdinalIgnoreCase);
        }

        if (!text.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Each piece between stars takes its first place; the last one has to reach the end.
        pattern = pattern[(star + 1)..];
        text = text[star..];
        while (true)
        {
            star = pattern.IndexOf('*');
            if (star < 0)
            {
                return text.Length >= pattern.Length && text.EndsWith(pattern, StringComparison.OrdinalIgnoreCase);
            }

            var at = text.IndexOf(pattern[..star], StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + star)..];
            pattern = pattern[(star + 1)..];
        }
    }
}
