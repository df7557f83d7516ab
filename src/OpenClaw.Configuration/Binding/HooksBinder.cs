using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>hooks</c>. A mapping with a bad value is left out; a bad path or missing token keeps the door closed.</summary>
internal static class HooksBinder
{
    /// <summary>What <c>presets: ["gmail"]</c> stands for: mails as a mailbox watcher posts them.</summary>
    private static readonly HookMappingBlock s_gmail = new()
    {
        Path = "gmail",
        Name = "Gmail",
        SessionKey = "hook:gmail:{{messages[0].id}}",
        MessageTemplate = "New mail from {{messages[0].from}}\nSubject: {{messages[0].subject}}\n{{messages[0].snippet}}\n{{messages[0].body}}",
    };

    public static HooksBlock Bind(ConfigNode? node, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "hooks", IssueSeverity.Error, issues);
        var defaults = new HooksBlock();
        var result = new HooksBlock
        {
            Enabled = block.Boolean("enabled") ?? defaults.Enabled,
            Token = block.Secret("token", environment),
            Path = Path(block) ?? defaults.Path,
            MaxBodyBytes = block.Integer("maxBodyBytes", 1, 100_000_000) ?? defaults.MaxBodyBytes,
            DefaultSessionKey = block.String("defaultSessionKey"),
            AllowRequestSessionKey = block.Boolean("allowRequestSessionKey") ?? defaults.AllowRequestSessionKey,
            AllowedSessionKeyPrefixes = block.Strings("allowedSessionKeyPrefixes") ?? [],
            AllowedAgentIds = block.Strings("allowedAgentIds"),
            Mappings = [.. block.List("mappings").Select(item => Mapping(item.Node, item.Path, issues)).OfType<HookMappingBlock>(), .. Presets(block)],
        };
        if (result.Enabled && result.Token is null)
        {
            block.Bad(node!, block.Path("token"), "is missing, so hooks stay closed", "Set a token of its own, such as \"${OPENCLAW_HOOKS_TOKEN}\"");
        }

        block.Recognise("transformsDir", "internal", "gmail");
        block.ReportUnknown();
        return result;
    }

    private static string? Path(BlockReader block)
    {
        if (block.String("path") is not { } text)
        {
            return null;
        }

        var path = "/" + text.Trim('/');
        if (path.Length > 1)
        {
            return path;
        }

        block.Bad(block.Node("path")!, block.Path("path"), "must not be /, which would take every request", "Write a path such as /hooks");
        return null;
    }

    private static IEnumerable<HookMappingBlock> Presets(BlockReader block)
    {
        foreach (var preset in block.Strings("presets") ?? [])
        {
            if (preset == "gmail")
            {
                yield return s_gmail;
            }
            else
            {
                block.Bad(block.Node("presets")!, block.Path("presets"), $"\"{preset}\" is no preset", "Known is \"gmail\"");
            }
        }
    }

    private static HookMappingBlock? Mapping(ConfigNode node, string path, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, path, IssueSeverity.Error, issues);
        var defaults = new HookMappingBlock();
        var match = block.Block("match");
        var mapping = new HookMappingBlock
        {
            Path = match.String("path")?.Trim('/'),
            Source = match.String("source"),
            Action = block.OneOf("action", SettingNames.HookActions) ?? defaults.Action,
            WakeMode = block.OneOf("wakeMode", SettingNames.HookWakeModes) ?? defaults.WakeMode,
            Name = block.String("name"),
            AgentId = block.String("agentId"),
            SessionKey = block.String("sessionKey"),
            MessageTemplate = block.String("messageTemplate"),
            TextTemplate = block.String("textTemplate"),
            Model = block.String("model"),
            Thinking = block.String("thinking"),
            TimeoutSeconds = block.Integer("timeoutSeconds", 1, int.MaxValue),
        };
        match.ReportUnknown();
        if (block.Node("transform") is { } transform)
        {
            block.Bad(transform, block.Path("transform"), "needs JavaScript inside the gateway, which this gateway does not run, so this mapping is left out", "Use messageTemplate or textTemplate");
        }

        block.Recognise("id", "deliver", "channel", "to", "allowUnsafeExternalContent");
        block.ReportUnknown();
        return block.HasBadValue ? null : mapping;
    }
}
