using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>tools</c>, and <c>agents.list[].tools</c> with the same members.</summary>
public sealed record ToolsBlock
{
    /// <summary><c>profile</c>: the base of what is allowed, such as <c>minimal</c> or <c>coding</c>; null for everything.</summary>
    public string? Profile { get; init; }

    /// <summary><c>allow</c>: names, <c>group:NAME</c>, or names with <c>*</c>.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];

    /// <summary><c>deny</c>; it wins.</summary>
    public ImmutableArray<string> Deny { get; init; } = [];

    /// <summary><c>exec</c>.</summary>
    public ExecBlock Exec { get; init; } = new();

    /// <summary><c>web.fetch</c>.</summary>
    public WebFetchBlock WebFetch { get; init; } = new();
}

/// <summary><c>tools.exec</c>.</summary>
public sealed record ExecBlock
{
    /// <summary><c>security</c>; null leaves it to the approvals, and to deny where these are silent.</summary>
    public ExecSecurityMode? Security { get; init; }

    /// <summary><c>ask</c>.</summary>
    public ExecAskMode? Ask { get; init; }

    /// <summary><c>askFallback</c>.</summary>
    public ExecSecurityMode? AskFallback { get; init; }

    /// <summary><c>timeoutSec</c>; null for the default of 1800 s.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary><c>tools.web.fetch</c>.</summary>
public sealed record WebFetchBlock
{
    /// <summary><c>enabled</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>maxChars</c> of one answer.</summary>
    public int? MaxChars { get; init; }

    /// <summary><c>timeoutSeconds</c> of one fetch.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>Which commands run by themselves.</summary>
public enum ExecSecurityMode
{
    /// <summary>None.</summary>
    Deny,

    /// <summary>Those on the list.</summary>
    Allowlist,

    /// <summary>All.</summary>
    Full,
}

/// <summary>When a person is asked.</summary>
public enum ExecAskMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>For what is not on the list.</summary>
    OnMiss,

    /// <summary>For everything.</summary>
    Always,
}

/// <summary><c>mcp</c>.</summary>
public sealed record McpBlock
{
    /// <summary><c>mcp.servers</c>, by name. A server with a bad value is left out and reported.</summary>
    public ImmutableSortedDictionary<string, McpServerBlock> Servers { get; init; } = ImmutableSortedDictionary.Create<string, McpServerBlock>(StringComparer.Ordinal);
}

/// <summary><c>mcp.servers.NAME</c>: a program that is started, or an address.</summary>
public sealed record McpServerBlock
{
    /// <summary><c>command</c>: a program that speaks MCP on its standard streams.</summary>
    public string? Command { get; init; }

    /// <summary><c>args</c>.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary><c>env</c>: added to the program's environment; may be secret.</summary>
    public ImmutableDictionary<string, Secret> Environment { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary><c>cwd</c> or <c>workingDirectory</c>, absolute.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary><c>url</c>, in place of a command.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>headers</c> of every request to it; may be secret.</summary>
    public ImmutableDictionary<string, Secret> Headers { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary><c>connectionTimeoutMs</c>; null for the default.</summary>
    public int? ConnectionTimeoutMs { get; init; }
}

/// <summary><c>tools.exec.mode</c>: security and ask in one word.</summary>
public enum ExecMode
{
    /// <summary>Nothing runs.</summary>
    Deny,

    /// <summary>What the allowlist names runs; nobody is asked for the rest.</summary>
    Allowlist,

    /// <summary>What the allowlist names runs; a person is asked for the rest.</summary>
    Ask,

    /// <summary>Where the original lets a model review the rest; here a person is asked.</summary>
    Auto,

    /// <summary>Everything runs.</summary>
    Full,
}
