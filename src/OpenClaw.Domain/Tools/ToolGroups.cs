using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OpenClaw.Domain.Tools;

/// <summary>The groups that policies name as <c>group:fs</c> and so on, and the profiles that stand for whole sets.</summary>
/// <remarks>Group and profile names are the protocol's (<c>tools.catalog</c>); a tool that is not here is offered under <see cref="Other"/>.</remarks>
public static class ToolGroups
{
    /// <summary>Files of the workspace.</summary>
    public const string Files = "fs";

    /// <summary>Commands.</summary>
    public const string Runtime = "runtime";

    /// <summary>The web.</summary>
    public const string Web = "web";

    /// <summary>Other conversations.</summary>
    public const string Sessions = "sessions";

    /// <summary>Messages to people.</summary>
    public const string Messaging = "messaging";

    /// <summary>Jobs on a schedule.</summary>
    public const string Automation = "automation";

    /// <summary>Paired machines.</summary>
    public const string Nodes = "nodes";

    /// <summary>Tools of MCP servers.</summary>
    public const string Mcp = "mcp";

    /// <summary>Everything else.</summary>
    public const string Other = "other";

    /// <summary>The profile that leaves every tool.</summary>
    public const string FullProfile = "full";

    /// <summary>Profiles, in the order in which they are listed.</summary>
    public static ImmutableArray<string> Profiles { get; } = ["minimal", "coding", "messaging", FullProfile];

    private static readonly FrozenDictionary<string, ImmutableArray<string>> s_tools = new Dictionary<string, ImmutableArray<string>>
    {
        [Files] = ["ls", "read", "write", "edit", "grep", "find"],
        [Runtime] = ["exec", "process"],
        [Web] = ["web_fetch"],
        [Sessions] = ["sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status"],
        [Messaging] = ["message"],
        [Automation] = ["cron"],
        [Nodes] = ["nodes"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<string>> s_profiles = new Dictionary<string, ImmutableArray<string>>
    {
        ["minimal"] = ["session_status"],
        ["coding"] = ["group:fs", "group:runtime", "group:web", "group:sessions", "group:automation", "group:mcp"],
        ["messaging"] = ["group:messaging", "group:sessions"],
        [FullProfile] = ["*"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the tools of a group; empty for <see cref="Mcp"/>, whose tools are known by their group alone, and for unknown groups.</summary>
    public static ImmutableArray<string> ToolsOf(string group) => s_tools.GetValueOrDefault(group, []);

    /// <summary>Entries that a profile allows; null when there is no such profile.</summary>
    public static ImmutableArray<string>? EntriesOf(string profile) => s_profiles.TryGetValue(profile, out var entries) ? entries : null;

    /// <summary>Profiles that allow a tool, for the catalogue.</summary>
    public static ImmutableArray<string> ProfilesOf(string tool, string group) =>
        [.. Profiles.Where(profile => profile != FullProfile && ToolPolicy.Matches(s_profiles[profile], tool, group))];
}
