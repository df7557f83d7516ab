using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Approvals;

/// <summary>Where commands are put to people.</summary>
/// <remarks>Thread safe.</remarks>
public interface IExecApprovals
{
    /// <summary>What the approvals say of an agent as of now.</summary>
    ValueTask<ExecAgentApprovals> OfAsync(AgentId agent, CancellationToken cancel);

    /// <summary>Puts a command to a person and waits. A decision is spent with the answer: it holds for this one call.</summary>
    /// <returns>The decision; null when there was none in time, or nobody to ask.</returns>
    ValueTask<ApprovalDecision?> AskAsync(ExecApprovalRequest request, CancellationToken cancel);
}
