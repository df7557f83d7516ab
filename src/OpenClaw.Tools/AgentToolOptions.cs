using System.Collections.Immutable;
using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Exec;
using OpenClaw.Tools.Web;

namespace OpenClaw.Tools;

/// <summary>What one agent's tools may do, out of the configuration. Immutable.</summary>
public sealed record AgentToolOptions
{
    /// <summary>The agent's folder, absolute; created when a tool needs it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which tools it may have.</summary>
    public ToolPolicy Policy { get; init; } = ToolPolicy.Everything;

    /// <summary>How its commands run.</summary>
    public ExecOptions Exec { get; init; } = new();

    /// <summary>How it fetches pages.</summary>
    public WebFetchOptions WebFetch { get; init; } = new();

    /// <summary>Folders besides the workspace whose files may be read, such as the skills that all agents have.</summary>
    public ImmutableArray<string> ReadableFolders { get; init; } = [];
}
