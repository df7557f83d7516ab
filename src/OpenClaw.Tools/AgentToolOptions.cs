using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools;

/// <summary>What one agent's tools may do, out of the configuration. Immutable.</summary>
public sealed record AgentToolOptions
{
    /// <summary>The agent's folder, absolute; created when a tool needs it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which tools it may have.</summary>
    public ToolPolicy Policy { get; init; } = ToolPolicy.Everything;
}
