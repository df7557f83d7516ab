namespace OpenClaw.Persistence.Serialization.Approvals;

/// <summary>A command that a person is asked about, on disk.</summary>
internal sealed record StoredExecRequest(
    string Command,
    IReadOnlyList<string>? Arguments,
    string? WorkingDirectory,
    string? NodeId,
    string? Host,
    string? Security,
    string? Ask,
    string? AgentId,
    string? SessionKey,
    string? ResolvedPath,
    IReadOnlyList<StoredAllowlistEntry>? Remember);

/// <summary>A command that may run without a person, on disk.</summary>
internal sealed record StoredAllowlistEntry(
    string Id,
    string Pattern,
    IReadOnlyList<string>? Arguments,
    string? ForeignArgumentPattern,
    string? Source,
    string? LastUsedCommand,
    long? LastUsedAtMs,
    string? LastResolvedPath);

/// <summary>Policy and list, on disk.</summary>
internal sealed record StoredExecPolicy(string? Security, string? Ask, string? AskFallback, IReadOnlyList<StoredAllowlistEntry>? Allowlist);

/// <summary>A question, on disk.</summary>
internal sealed record StoredApprovalRequested(string Id, StoredExecRequest Request, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>A decision, on disk.</summary>
internal sealed record StoredApprovalResolved(string Id, string Decision, string? ResolvedBy, DateTimeOffset At);

/// <summary>A decision was used, on disk.</summary>
internal sealed record StoredApprovalSpent(string Id, DateTimeOffset At);

/// <summary>Commands went on a list, on disk.</summary>
internal sealed record StoredAllowlistExtended(string AgentId, IReadOnlyList<StoredAllowlistEntry> Entries, DateTimeOffset At);

/// <summary>A question and what came of it, on disk.</summary>
internal sealed record StoredApproval(string Id, StoredExecRequest Request, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Decision, bool IsSpent);

/// <summary>Snapshot of the approvals, on disk.</summary>
internal sealed record StoredApprovalsState(
    StoredExecPolicy Defaults, IReadOnlyDictionary<string, StoredExecPolicy> Agents, bool IsWritten, IReadOnlyList<StoredApproval> Approvals);

/// <summary>The operators' document, on disk.</summary>
internal sealed record StoredApprovalsReplaced(StoredExecPolicy Defaults, IReadOnlyDictionary<string, StoredExecPolicy> Agents, DateTimeOffset At);
