using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>What happens, or why nothing does.</summary>
/// <param name="Events">What happens.</param>
/// <param name="Error">Why not, in words for the client; null when it does.</param>
public sealed record ApprovalsDecision(ImmutableArray<IApprovalEvent> Events, string? Error = null)
{
    /// <summary>A refusal.</summary>
    public static ApprovalsDecision Refuse(string error) => new([], error);
}

/// <summary>Decides about approvals.</summary>
public static class ApprovalsDecider
{
    /// <summary>Questions that may wait at a time.</summary>
    public const int MaxPending = 200;

    /// <summary>A command is to be put to a person.</summary>
    /// <param name="state">The state.</param>
    /// <param name="id">The question's id.</param>
    /// <param name="request">The command.</param>
    /// <param name="wait">How long the question stands.</param>
    /// <param name="now">The time.</param>
    public static ApprovalsDecision Request(ApprovalsState state, string id, ExecApprovalRequest request, TimeSpan wait, DateTimeOffset now)
    {
        if (state.Approvals.TryGetValue(id, out var known))
        {
            return known.Request.IsSameAs(request)
                ? new ApprovalsDecision([])
                : ApprovalsDecision.Refuse("approval id already pending");
        }

        return state.Pending(now).Count() >= MaxPending
            ? ApprovalsDecision.Refuse("too many approvals are pending")
            : new ApprovalsDecision([new ApprovalRequested(id, request, now + wait, now)]);
    }

    /// <summary>A person decides. The first decision holds; the same one again changes nothing.</summary>
    public static ApprovalsDecision Resolve(ApprovalsState state, string id, ApprovalDecision decision, string? by, DateTimeOffset now)
    {
        if (!state.Approvals.TryGetValue(id, out var approval) || (approval.Decision is null && !approval.IsPending(now)))
        {
            return ApprovalsDecision.Refuse("unknown or expired approval id");
        }

        if (approval.Decision is { } made)
        {
            return made == decision ? new ApprovalsDecision([]) : ApprovalsDecision.Refuse("approval already resolved");
        }

        ImmutableArray<IApprovalEvent> events = [new ApprovalResolved(id, decision, by, now)];
        return new ApprovalsDecision(
            decision == ApprovalDecision.AllowAlways && approval.Request is { Remember.IsEmpty: false, AgentId: { } agent }
                ? events.Add(new AllowlistExtended(agent, approval.Request.Remember, now))
                : events);
    }

    /// <summary>A decision is to be made use of: it holds for the very command that was asked about, and one that allows once only for the first time.</summary>
    public static ApprovalsDecision Spend(ApprovalsState state, string id, ExecApprovalRequest request, DateTimeOffset now)
    {
        if (!state.Approvals.TryGetValue(id, out var approval) || approval.Decision is null or ApprovalDecision.Deny)
        {
            return ApprovalsDecision.Refuse("the command was not approved");
        }

        return !approval.Request.IsSameAs(request) ? ApprovalsDecision.Refuse("the approval is for another command, folder or session")
            : approval.IsSpent ? ApprovalsDecision.Refuse("the approval was used already")
            : new ApprovalsDecision([new ApprovalSpent(id, now)]);
    }
}
