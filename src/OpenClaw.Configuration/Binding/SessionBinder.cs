using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>session</c>; a bad value leaves the default in force.</summary>
internal static class SessionBinder
{
    // A year: what is longer is meant to be never.
    private const int MaxIdleMinutes = 525_600;

    public static SessionBlock Bind(ConfigNode? node, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "session", IssueSeverity.Error, issues);
        var defaults = new SessionBlock();
        var byType = block.Block("resetByType");

        // The older way to say the same: session.idleMinutes beside no session.reset.
        var idle = block.Integer("idleMinutes", 1, MaxIdleMinutes);
        var reset = Rule(block, "reset") ?? (idle is null ? defaults.Reset : new SessionResetBlock { Mode = SessionResetMode.Idle, IdleMinutes = idle });
        var result = new SessionBlock
        {
            Scope = block.String("scope") ?? defaults.Scope,
            MainKey = block.String("mainKey")?.ToLowerInvariant() ?? defaults.MainKey,
            Reset = reset,
            ResetDirect = Rule(byType, "direct") ?? Rule(byType, "dm"),
            ResetGroup = Rule(byType, "group"),
            ResetThread = Rule(byType, "thread"),
        };
        byType.ReportUnknown();
        block.Recognise([.. block.Members.Select(static member => member.Name)]);
        return result;
    }

    private static SessionResetBlock? Rule(BlockReader parent, string name)
    {
        var block = parent.Block(name);
        if (!block.Members.Any())
        {
            return null;
        }

        var defaults = new SessionResetBlock();
        var idle = block.Integer("idleMinutes", 1, MaxIdleMinutes);
        var rule = new SessionResetBlock
        {
            Mode = block.OneOf("mode", SettingNames.ResetModes) ?? (idle is not null ? SessionResetMode.Idle : defaults.Mode),
            AtHour = block.Integer("atHour", 0, 23) ?? defaults.AtHour,
            IdleMinutes = idle,
        };
        block.ReportUnknown();
        return rule;
    }
}
