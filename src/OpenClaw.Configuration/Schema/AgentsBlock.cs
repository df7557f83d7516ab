using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>agents</c>.</summary>
public sealed record AgentsBlock
{
    /// <summary>Id of the agent that exists when none is listed.</summary>
    public const string DefaultAgentId = "main";

    /// <summary><c>agents.defaults</c>.</summary>
    public AgentDefaultsBlock Defaults { get; init; } = new();

    /// <summary><c>agents.entries</c>, then <c>agents.list</c>; never empty: without either it is the one agent <c>main</c>. Exactly one is the default.</summary>
    public ImmutableArray<AgentBlock> List { get; init; } = [new AgentBlock { Id = DefaultAgentId, Default = true }];

    /// <summary>The agent that answers when a request names none.</summary>
    public AgentBlock Default => List.FirstOrDefault(agent => agent.Default) ?? List[0];
}

/// <summary><c>agents.defaults</c>: what holds for every agent that does not say otherwise.</summary>
public sealed record AgentDefaultsBlock
{
    /// <summary><c>agents.defaults.model</c>: a reference, or an object with <c>primary</c> and <c>fallbacks</c>.</summary>
    public ModelChoice Model { get; init; } = new();

    /// <summary><c>agents.defaults.timeoutSeconds</c>: how long one run may take.</summary>
    public int TimeoutSeconds { get; init; } = 600;

    /// <summary><c>agents.defaults.workspace</c>, absolute; null = <c>workspace</c> in the state directory.</summary>
    public string? Workspace { get; init; }

    /// <summary><c>agents.defaults.maxConcurrent</c>: runs at once over all sessions; null = as many as the machine suits.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary><c>agents.defaults.thinkingDefault</c>: <c>off</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>.</summary>
    public string? ThinkingDefault { get; init; }

    /// <summary><c>agents.defaults.contextTokens</c>: cap on the context of any model.</summary>
    public int? ContextTokens { get; init; }

    /// <summary><c>agents.defaults.heartbeat.every</c>; null = heartbeats are off.</summary>
    public TimeSpan? HeartbeatEvery { get; init; }
}

/// <summary>A model and what to try after it.</summary>
public sealed record ModelChoice
{
    /// <summary>Reference <c>provider/model</c>; null = the built-in <c>echo</c>.</summary>
    public string? Primary { get; init; }

    /// <summary>References tried in order when the primary fails.</summary>
    public ImmutableArray<string> Fallbacks { get; init; } = [];
}

/// <summary>One agent of <c>agents.entries</c> or <c>agents.list</c>.</summary>
public sealed record AgentBlock
{
    /// <summary><c>id</c>: lower-case letters, digits, <c>_</c> and <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>default</c>.</summary>
    public bool Default { get; init; }

    /// <summary><c>name</c>, for people.</summary>
    public string? Name { get; init; }

    /// <summary><c>model</c>; null = the default's.</summary>
    public ModelChoice? Model { get; init; }

    /// <summary><c>workspace</c>, absolute; null = the default's.</summary>
    public string? Workspace { get; init; }

    /// <summary><c>identity</c>.</summary>
    public AgentIdentity? Identity { get; init; }

    /// <summary><c>tools</c>: upon the general ones.</summary>
    public ToolsBlock Tools { get; init; } = new();
}

/// <summary><c>agents.list[].identity</c>: how an agent presents itself.</summary>
/// <param name="Name">Display name.</param>
/// <param name="Emoji">An emoji.</param>
/// <param name="Theme">A few words of character.</param>
/// <param name="Avatar">A path in the workspace, a URL or a data URL.</param>
public sealed record AgentIdentity(string? Name, string? Emoji, string? Theme, string? Avatar);
