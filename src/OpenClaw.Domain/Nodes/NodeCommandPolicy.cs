using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OpenClaw.Domain.Nodes;

/// <summary>Which commands may be invoked on which nodes: what its platform is known for, what the user adds, less what the user denies.</summary>
/// <remarks>
/// Camera, microphone, screen, SMS and whatever writes to a person's data are on no platform's list: they are added by name, or not there. What the policy
/// allows a node must have declared as well.
/// </remarks>
public sealed class NodeCommandPolicy
{
    private static readonly ImmutableArray<string> s_canvas =
    [
        "canvas.present", "canvas.hide", "canvas.navigate", "canvas.eval", "canvas.snapshot", "canvas.a2ui.push", "canvas.a2ui.pushJSONL", "canvas.a2ui.reset",
    ];

    private static readonly ImmutableArray<string> s_device = ["camera.list", "location.get", "device.info", "device.status", "system.notify"];

    private static readonly ImmutableArray<string> s_personal =
    [
        "contacts.search", "calendar.events", "reminders.list", "photos.latest", "motion.activity", "motion.pedometer",
    ];

    private static readonly ImmutableArray<string> s_host =
    [
        "system.run", "system.run.prepare", "system.which", "system.notify", "system.execApprovals.get", "system.execApprovals.set", "browser.proxy",
    ];

    private static readonly FrozenDictionary<string, FrozenSet<string>> s_platforms = new Dictionary<string, FrozenSet<string>>
    {
        ["ios"] = Of(s_canvas, s_device, s_personal),
        ["android"] = Of(s_canvas, s_device, s_personal, ["notifications.list", "device.permissions", "device.health"]),
        ["macos"] = Of(s_canvas, s_device, s_personal, s_host),
        ["linux"] = Of(s_host),
        ["windows"] = Of(s_host),
        ["unknown"] = Of(s_canvas, s_device),
    }.ToFrozenDictionary();

    private readonly FrozenSet<string> _allowed;
    private readonly FrozenSet<string> _denied;

    /// <summary>A policy.</summary>
    /// <param name="allowed">Commands that every node may be asked for besides its platform's, by <c>gateway.nodes.allowCommands</c>.</param>
    /// <param name="denied">Commands that no node is asked for, by <c>gateway.nodes.denyCommands</c>; wins over everything.</param>
    public NodeCommandPolicy(IEnumerable<string> allowed, IEnumerable<string> denied)
    {
        _allowed = [.. allowed.Select(static command => command.Trim())];
        _denied = [.. denied.Select(static command => command.Trim())];
    }

    /// <summary>The policy of a configuration that says nothing.</summary>
    public static NodeCommandPolicy Default { get; } = new([], []);

    /// <summary>Whether a command makes the node run programs or changes what it may run: such a command takes an administrator.</summary>
    public static bool NeedsAdmin(string command) => command is "system.run" or "system.execApprovals.get" or "system.execApprovals.set";

    /// <summary>Whether a platform's nodes may be asked for a command.</summary>
    /// <param name="platform">As the node named it, such as <c>iOS 19.1</c> or <c>linux</c>.</param>
    /// <param name="deviceFamily">Such as <c>iPhone</c>; counts when the platform says nothing known.</param>
    /// <param name="command">The command.</param>
    public bool Allows(string platform, string? deviceFamily, string command) =>
        !_denied.Contains(command) && (_allowed.Contains(command) || s_platforms[Family(platform, deviceFamily)].Contains(command));

    /// <summary>Why a command may not be invoked on a node; null when it may.</summary>
    /// <param name="platform">As the node named it.</param>
    /// <param name="deviceFamily">As the node named it.</param>
    /// <param name="declared">What the node said that it can do.</param>
    /// <param name="command">The command.</param>
    public NodeCommandRefusal? Refuse(string platform, string? deviceFamily, IReadOnlyCollection<string> declared, string command) =>
        !Allows(platform, deviceFamily, command) ? new NodeCommandRefusal("command not allowlisted", $"is not in the allowlist for platform \"{platform}\"")
        : !declared.Contains(command) ? new NodeCommandRefusal("command not declared by node", "is not declared by the node")
        : null;

    private static string Family(string platform, string? deviceFamily)
    {
        foreach (var text in (ReadOnlySpan<string?>)[platform, deviceFamily])
        {
            var known = text?.Trim().ToLowerInvariant() switch
            {
                null => null,
                var name when name.StartsWith("ios", StringComparison.Ordinal) || name.StartsWith("ipad", StringComparison.Ordinal) || name.StartsWith("iphone", StringComparison.Ordinal) => "ios",
                var name when name.StartsWith("android", StringComparison.Ordinal) => "android",
                var name when name.StartsWith("mac", StringComparison.Ordinal) || name.StartsWith("darwin", StringComparison.Ordinal) => "macos",
                var name when name.StartsWith("linux", StringComparison.Ordinal) => "linux",
                var name when name.StartsWith("win", StringComparison.Ordinal) => "windows",
                _ => null,
            };
            if (known is not null)
            {
                return known;
            }
        }

        return "unknown";
    }

    private static FrozenSet<string> Of(params ReadOnlySpan<ImmutableArray<string>> lists)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            all.UnionWith(list);
        }

        return all.ToFrozenSet(StringComparer.Ordinal);
    }
}

/// <summary>Why a command is not invoked.</summary>
/// <param name="Reason">For programs: <c>command not allowlisted</c> or <c>command not declared by node</c>.</param>
/// <param name="Text">For people, to follow the command's name.</param>
public sealed record NodeCommandRefusal(string Reason, string Text);
