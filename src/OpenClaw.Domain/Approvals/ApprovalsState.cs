using System.Collections.Immutable;

namespace OpenClaw.Domain.Approvals;

/// <summary>A question and what came of it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Request">What was asked.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when it may be decided.</param>
/// <param name="Decision">The decision; null while there is none.</param>
/// <param name="IsSpent">Whether the decision was made use of.</param>
public sealed record Approval(
    string Id, ExecApprovalRequest Request, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, ApprovalDecision? Decision = null, bool IsSpent = false)
{
    /// <summary>Whether it waits for a person.</summary>
    public bool IsPending(DateTimeOffset now) => Decision is null && now < ExpiresAt;
}

/// <summary>Approvals: the document that operators keep, and the questions of late. The fold of <see cref="IApprovalEvent"/>s.</summary>
/// <param name="Document">Policy and lists.</param>
/// <param name="IsWritten">Whether there is a document, or only the empty one of the beginning.</param>
/// <param name="Approvals">Questions by id.</param>
public sealed record ApprovalsState(ExecApprovalsDocument Document, bool IsWritten, ImmutableDictionary<string, Approval> Approvals)
{
    /// <summary>How long a question is remembered after its time.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>The beginning.</summary>
    public static ApprovalsState Empty { get; } = new(ExecApprovalsDocument.Empty, false, ImmutableDictionary<string, Approval>.Empty);

    /// <summary>Questions that wait, oldest first.</summary>
    public IEnumerable<Approval> Pending(DateTimeOffset now) => Approvals.Values.Where(approval => approval.IsPending(now)).OrderBy(static approval => approval.CreatedAt);

    /// <summary>The state after an event.</summary>
    public ApprovalsState Apply(IApprovalEvent happened) => happened switch
    {
        ApprovalRequested e => this with { Approvals = Remembered(e.At).SetItem(e.Id, new Approval(e.Id, e.Request, e.At, e.ExpiresAt)) },
        ApprovalResolved e => Change(e.Id, approval => approval with { Decision = e.Decision }),
        ApprovalSpent e => Change(e.Id, static approval => approval with { IsSpent = true }),
        AllowlistExtended e => this with { Document = Document.With(e.AgentId, e.Entries), IsWritten = true },
        ApprovalsReplaced e => this with { Document = e.Document, IsWritten = true },
        _ => this,
    };

    private ApprovalsState Change(string id, Func<Approval, Approval> change) =>
        Approvals.TryGetValue(id, out var approval) ? this with { Approvals = Approvals.SetItem(id, change(approval)) } : this;

    private ImmutableDictionary<string, Approval> Remembered(DateTimeOffset now) =>
        Approvals.RemoveRange(Approvals.Values.Where(approval => approval.ExpiresAt + Memory < now).Select(static approval => approval.Id));
}
