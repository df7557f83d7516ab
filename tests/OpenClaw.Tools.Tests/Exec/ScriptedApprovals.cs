using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Tools.Tests.Exec;

/// <summary>Approvals that answer as they are told.</summary>
internal sealed class ScriptedApprovals : IExecApprovals
{
    public ExecAgentApprovals Agent { get; set; } = ExecAgentApprovals.Empty;

    public ApprovalDecision? Answer { get; set; }

    public List<ExecApprovalRequest> Asked { get; } = [];

    public ValueTask<ExecAgentApprovals> OfAsync(AgentId agent, CancellationToken cancel) => new(Agent);

    public ValueTask<ApprovalDecision?> AskAsync(ExecApprovalRequest request, CancellationToken cancel)
    {
        Asked.Add(request);
        return new(Answer);
    }
}
