using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>tools</c> and <c>mcp</c>.</summary>
internal static class ToolsBinder
{
    /// <summary>Reads <c>tools</c> or an agent's. A bad value in what restricts tools takes them all away: a mistake must not widen what an agent may do.</summary>
    public static ToolsBlock Bind(ConfigNode? node, string path, ICollection<ConfigurationIssue> issues)
    {
        var tools = new BlockReader(node, path, IssueSeverity.Error, issues);
        var policy = new ToolsBlock
        {
            Profile = tools.String("profile"),
            Allow = tools.Strings("allow") ?? [],
            Deny = tools.Strings("deny") ?? [],
        };
        tools.RequireVariables("profile", "allow", "deny");
        if (tools.HasBadValue)
        {
            issues.Add(ConfigurationIssue.At(node!.Position, IssueSeverity.Error, path, "holds a bad value, so that every tool is denied here", "Correct the value above"));
            policy = policy with { Deny = ["*"] };
        }

        var exec = tools.Block("exec");
        exec.RequireVariables("mode", "security", "ask", "askFallback");
        // One word since 2026.9, two before; the word counts more.
        var mode = exec.OneOf("mode", SettingNames.ExecModes);
        var web = tools.Block("web");
        var fetch = web.Block("fetch");
        var result = policy with
        {
            Exec = new ExecBlock
            {
                Security = SecurityOf(mode) ?? exec.OneOf("security", SettingNames.ExecSecurityModes) ?? (exec.HasBadValue ? ExecSecurityMode.Deny : null),
                Ask = AskOf(mode) ?? exec.OneOf("ask", SettingNames.ExecAskModes) ?? (exec.HasBadValue ? ExecAskMode.Always : null),
                AskFallback = exec.OneOf("askFallback", SettingNames.ExecSecurityModes) ?? (exec.HasBadValue ? ExecSecurityMode.Deny : null),
                TimeoutSeconds = exec.Integer("timeoutSeconds", 1, 24 * 3600) ?? exec.Integer("timeoutSec", 1, 24 * 3600),
            },
            WebFetch = new WebFetchBlock
            {
                Enabled = fetch.Boolean("enabled") ?? !fetch.HasBadValue,
                MaxChars = fetch.Integer("maxChars", 100, 1_000_000),
                TimeoutSeconds = fetch.Integer("timeoutSeconds", 1, 300),
            },
        };

        // Unknown keys are not reported: the original has a whole family of settings of tools, which are no mistakes.
        return result;
    }

    private static ExecSecurityMode? SecurityOf(ExecMode? mode) => mode switch
    {
        null => null,
        ExecMode.Full => ExecSecurityMode.Full,
        ExecMode.Deny => ExecSecurityMode.Deny,
        _ => ExecSecurityMode.Allowlist,
    };

    private static ExecAskMode? AskOf(ExecMode? mode) => mode switch
    {
        null => null,
        ExecMode.Ask or ExecMode.Auto => ExecAskMode.OnMiss,
        _ => ExecAskMode.Off,
    };

    /// <summary>Reads <c>mcp</c>.</summary>
    public static McpBlock BindMcp(ConfigNode? node, StatePaths paths, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var mcp = new BlockReader(node, "mcp", IssueSeverity.Error, issues);
        var map = mcp.Block("servers");
        var servers = ImmutableSortedDictionary.CreateBuilder<string, McpServerBlock>(StringComparer.Ordinal);
        foreach (var member in map.Members)
        {
            var block = new BlockReader(member.Value, map.Path(member.Name), IssueSeverity.Error, issues);
            if (block.Boolean("enabled") == false || block.Boolean("disabled") == true)
            {
                continue;
            }

            if (!member.Name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || member.Name.Length is 0 or > 40)
            {
                block.Bad(member.Value, map.Path(member.Name), "a server's name may hold only letters, digits, - and _, at most 40, so this one is left out", "Rename it");
                continue;
            }

            var server = Server(block, paths, environment);
            if (!block.HasBadValue && server.Command is null && server.Url is null)
            {
                block.Bad(member.Value, map.Path(member.Name), "has neither command nor url, so it is left out", "Give one of them");
            }

            if (!block.HasBadValue)
            {
                servers[member.Name] = server;
            }
        }

        return new McpBlock { Servers = servers.ToImmutable() };
    }

    private static McpServerBlock Server(BlockReader block, StatePaths paths, IReadOnlyDictionary<string, string> environment)
    {
        Uri? url = null;
        if (block.String("url") is { } text && (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https")))
        {
            block.Bad(block.Node("url")!, block.Path("url"), "must be an absolute http or https URL", "Write it as http://host:port/mcp");
        }

        var folder = block.String("cwd") ?? block.String("workingDirectory");
        var server = new McpServerBlock
        {
            Command = block.String("command"),
            Arguments = block.Strings("args") ?? [],
            Environment = Secrets(block.Block("env"), environment),
            WorkingDirectory = folder is null ? null : paths.Expand(folder),
            Url = url,
            Headers = Secrets(block.Block("headers"), environment),
            ConnectionTimeoutMs = block.Integer("connectionTimeoutMs", 100, 600_000),
        };
        block.Recognise("transport", "type", "name", "description", "auth", "requestTimeoutMs", "toolFilter", "tools");
        block.ReportUnknown();
        return server;
    }

    private static ImmutableDictionary<string, Secret> Secrets(BlockReader block, IReadOnlyDictionary<string, string> environment) =>
        block.Members
            .Select(member => (member.Name, Value: block.Secret(member.Name, environment)))
            .Where(static pair => pair.Value is not null)
            .ToImmutableDictionary(static pair => pair.Name, static pair => pair.Value!, StringComparer.Ordinal);
}
