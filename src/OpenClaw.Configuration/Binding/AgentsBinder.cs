using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>agents</c>, whose agents stand in <c>entries</c> under their ids (since 2026.9) or in a <c>list</c> (before). An agent with a bad value is left out and reported; the others run.</summary>
internal static class AgentsBinder
{
    public static AgentsBlock Bind(ConfigNode? node, StatePaths paths, ICollection<ConfigurationIssue> issues)
    {
        var agents = new BlockReader(node, "agents", IssueSeverity.Error, issues);
        var defaults = Defaults(agents.Block("defaults"), paths, issues);
        var list = new List<AgentBlock>();
        var entries = agents.Block("entries");
        var keyed = entries.Members.Select(member => (member.Value, Path: entries.Path(member.Name), Key: (string?)member.Name));
        foreach (var (item, path, key) in keyed.Concat(agents.List("list").Select(static item => (item.Node, item.Path, Key: (string?)null))))
        {
            if (Agent(item, path, key, paths, issues) is not { } agent)
            {
                continue;
            }

            if (list.Any(other => other.Id == agent.Id))
            {
                issues.Add(ConfigurationIssue.At(item.Position, IssueSeverity.Error, KeyPath.Child(path, "id"), $"the agent \"{agent.Id}\" is listed twice; the second is left out", "Give each agent its own id"));
                continue;
            }

            list.Add(agent);
        }

        // Who may change an agent: there is one owner here.
        agents.Recognise("ownership");
        agents.ReportUnknown();
        return list.Count == 0 ? new AgentsBlock { Defaults = defaults } : new AgentsBlock { Defaults = defaults, List = WithOneDefault(list) };
    }

    /// <summary>Exactly one default: the first that says so, else the first of the list.</summary>
    private static ImmutableArray<AgentBlock> WithOneDefault(List<AgentBlock> list)
    {
        var chosen = Math.Max(0, list.FindIndex(agent => agent.Default));
        return [.. list.Select((agent, i) => agent with { Default = i == chosen })];
    }

    private static AgentDefaultsBlock Defaults(BlockReader block, StatePaths paths, ICollection<ConfigurationIssue> issues)
    {
        var heartbeat = block.Block("heartbeat");
        var every = heartbeat.Duration("every");
        var defaults = new AgentDefaultsBlock();
        var result = defaults with
        {
            Model = Model(block, "model", issues) ?? defaults.Model,
            // The upper bound is a week: longer is surely a unit mistaken for milliseconds.
            TimeoutSeconds = block.Integer("timeoutSeconds", 1, 7 * 24 * 3600) ?? defaults.TimeoutSeconds,
            Workspace = block.String("workspace") is { } workspace ? paths.Expand(workspace) : null,
            MaxConcurrent = block.Integer("maxConcurrent", 1, 1024),
            ThinkingDefault = block.String("thinkingDefault"),
            ContextTokens = block.Integer("contextTokens", 1, int.MaxValue),
            HeartbeatEvery = every > TimeSpan.Zero ? every : null,
        };

        // A whole family of per-agent settings belongs to later work: they are the original's and not mistakes.
        block.Recognise([.. block.Members.Select(member => member.Name)]);
        return result;
    }

    /// <param name="key">The id of an agent of <c>entries</c>; null in a list, whose agents say theirs.</param>
    private static AgentBlock? Agent(ConfigNode node, string path, string? key, StatePaths paths, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, path, IssueSeverity.Error, issues);
        var id = (key ?? block.String("id"))?.ToLowerInvariant();
        if (id is not null && !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            block.Bad(key is null ? block.Node("id")! : node, key is null ? block.Path("id") : path, "may hold only letters, digits, _ and -, so this agent is left out", "Choose another id and put the full text in name");
        }
        else if (id is null && !block.HasBadValue)
        {
            block.Bad(node, block.Path("id"), "is missing, so this agent is left out", "Give the agent an id");
        }

        var identity = block.Block("identity");
        var agent = new AgentBlock
        {
            Id = id ?? "",
            Default = block.Boolean("default") ?? false,
            Name = block.String("name"),
            Model = Model(block, "model", issues),
            Workspace = block.String("workspace") is { } workspace ? paths.Expand(workspace) : null,
            Tools = ToolsBinder.Bind(block.Node("tools"), block.Path("tools"), issues),
            Identity = identity.Members.IsEmpty
                ? null
                : new AgentIdentity(identity.String("name"), identity.String("emoji"), identity.String("theme"), identity.String("avatar")),
        };
        return block.HasBadValue ? null : agent;
    }

    private static ModelChoice? Model(BlockReader block, string name, ICollection<ConfigurationIssue> issues)
    {
        var value = block.Node(name);
        if (value is not ObjectNode && block.IsDescribing)
        {
            block.String(name);
            value = ShapeRecorder.EmptyObject;
        }

        if (value is not ObjectNode node)
        {
            return block.String(name) is { } reference ? new ModelChoice { Primary = reference } : null;
        }

        var choice = new BlockReader(node, block.Path(name), IssueSeverity.Error, issues);
        var result = new ModelChoice { Primary = choice.String("primary"), Fallbacks = choice.Strings("fallbacks") ?? [] };
        choice.Recognise("timeoutMs");
        choice.ReportUnknown();
        return result;
    }
}
