using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>hooks</c>: the door for webhooks.</summary>
public sealed record HooksBlock
{
    /// <summary><c>enabled</c>. Without a <see cref="Token"/> the door stays closed all the same.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>token</c>: what callers present; never the gateway's own.</summary>
    public Secret? Token { get; init; }

    /// <summary><c>path</c>: below which path; never <c>/</c>.</summary>
    public string Path { get; init; } = "/hooks";

    /// <summary><c>maxBodyBytes</c>.</summary>
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary><c>defaultSessionKey</c>: the session of runs that name none; null gives each run its own.</summary>
    public string? DefaultSessionKey { get; init; }

    /// <summary><c>allowRequestSessionKey</c>: whether a request may choose the session.</summary>
    public bool AllowRequestSessionKey { get; init; }

    /// <summary><c>allowedSessionKeyPrefixes</c>: how a session key that a request chooses has to begin; empty allows every key.</summary>
    public ImmutableArray<string> AllowedSessionKeyPrefixes { get; init; } = [];

    /// <summary><c>allowedAgentIds</c>: agents that a request may name; null or <c>*</c> allows all.</summary>
    public ImmutableArray<string>? AllowedAgentIds { get; init; }

    /// <summary><c>mappings</c>, first match first; those of <c>presets</c> stand behind them.</summary>
    public ImmutableArray<HookMappingBlock> Mappings { get; init; } = [];
}

/// <summary>What a mapping does with a request.</summary>
public enum HookAction
{
    /// <summary>Leaves a note for the main session.</summary>
    Wake,

    /// <summary>Starts a run.</summary>
    Agent,
}

/// <summary>When a note is acted upon.</summary>
public enum HookWakeMode
{
    /// <summary>At once.</summary>
    Now,

    /// <summary>With the next heartbeat.</summary>
    NextHeartbeat,
}

/// <summary><c>hooks.mappings[]</c>: turns <c>POST {path}/{name}</c> of some service into a note or a run. Texts are templates, such as <c>New mail from {{messages[0].from}}</c>.</summary>
public sealed record HookMappingBlock
{
    /// <summary><c>match.path</c>: what stands behind the hooks' path; null matches any.</summary>
    public string? Path { get; init; }

    /// <summary><c>match.source</c>: the body's <c>source</c>; null matches any.</summary>
    public string? Source { get; init; }

    /// <summary><c>action</c>.</summary>
    public HookAction Action { get; init; } = HookAction.Agent;

    /// <summary><c>wakeMode</c>.</summary>
    public HookWakeMode WakeMode { get; init; } = HookWakeMode.Now;

    /// <summary><c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary><c>agentId</c>.</summary>
    public string? AgentId { get; init; }

    /// <summary><c>sessionKey</c>, a template.</summary>
    public string? SessionKey { get; init; }

    /// <summary><c>messageTemplate</c>, for runs.</summary>
    public string? MessageTemplate { get; init; }

    /// <summary><c>textTemplate</c>, for notes.</summary>
    public string? TextTemplate { get; init; }

    /// <summary><c>model</c>.</summary>
    public string? Model { get; init; }

    /// <summary><c>thinking</c>.</summary>
    public string? Thinking { get; init; }

    /// <summary><c>timeoutSeconds</c>.</summary>
    public int? TimeoutSeconds { get; init; }
}
