using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>Something that happened to approvals.</summary>
public interface IApprovalEvent
{
    /// <summary>When.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A command waits for a person.</summary>
/// <param name="Id">Names the question.</param>
/// <param name="Request">What is asked.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="At">When it was asked.</param>
public sealed record ApprovalRequested(string Id, ExecApprovalRequest Request, DateTimeOffset ExpiresAt, DateTimeOffset At) : IApprovalEvent;

/// <summary>A person decided.</summary>
/// <param name="Id">The question.</param>
/// <param name="Decision">The decision.</param>
/// <param name="ResolvedBy">The client that said so.</param>
/// <param name="At">When.</param>
public sealed record ApprovalResolved(string Id, ApprovalDecision Decision, string? ResolvedBy, DateTimeOffset At) : IApprovalEvent;

/// <summary>A decision was made use of; one for once is spent with it.</summary>
public sealed record ApprovalSpent(string Id, DateTimeOffset At) : IApprovalEvent;

/// <summary>Commands went on an agent's list.</summary>
public sealed record AllowlistExtended(string AgentId, ImmutableArray<ExecAllowlistEntry> Entries, DateTimeOffset At) : IApprovalEvent;

/// <summary>An operator wrote the approvals anew.</summary>
public sealed record ApprovalsReplaced(ExecApprovalsDocument Document, DateTimeOffset At) : IApprovalEvent;
