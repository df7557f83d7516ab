using System.Collections.Immutable;

namespace OpenClaw.Gateway.Health;

/// <summary>What health and status say, apart from the clock: gathered from its owners, who report when it changes.</summary>
public sealed record HealthFacts
{
    /// <summary>The agent that is meant when none is named.</summary>
    public required string DefaultAgentId { get; init; }

    /// <summary>Configured agents; at least the default one.</summary>
    public required ImmutableArray<AgentFacts> Agents { get; init; }

    /// <summary>Model and context of new sessions, for status; null when none is configured.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Context window of <see cref="DefaultModel"/> in tokens.</summary>
    public int? DefaultContextTokens { get; init; }

    /// <summary>Nodes that are paired.</summary>
    public int NodesPaired { get; init; }

    /// <summary>Nodes that are connected.</summary>
    public int NodesConnected { get; init; }

    /// <summary>System events that wait for the next run, oldest first.</summary>
    public ImmutableArray<string> QueuedSystemEvents { get; init; } = [];

    /// <summary>Whether heartbeats are switched on.</summary>
    public bool HeartbeatsEnabled { get; init; }
}

/// <summary>One agent and its sessions.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="SessionStore">Where its sessions are kept.</param>
/// <param name="SessionCount">How many there are.</param>
/// <param name="RecentSessions">The latest, newest first, at most <see cref="MaxRecent"/>.</param>
public sealed record AgentFacts(string AgentId, string? Name, string SessionStore, int SessionCount, ImmutableArray<RecentSession> RecentSessions)
{
    /// <summary>How many sessions health lists.</summary>
    public const int MaxRecent = 5;
}

/// <summary>A session as health lists it.</summary>
/// <param name="Key">Its canonical key.</param>
/// <param name="SessionId">The id of its transcript.</param>
/// <param name="UpdatedAt">Its latest message.</param>
/// <param name="Model">Model of its latest run.</param>
/// <param name="InputTokens">Tokens in, in all.</param>
/// <param name="OutputTokens">Tokens out, in all.</param>
public sealed record RecentSession(string Key, string? SessionId, DateTimeOffset UpdatedAt, string? Model = null, long InputTokens = 0, long OutputTokens = 0);
