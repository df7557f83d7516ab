using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Gateway.Approvals;

/// <summary>The port of tools to <see cref="ApprovalsActor"/>.</summary>
/// <param name="approvals">The actor.</param>
/// <param name="wait">How long a question stands.</param>
public sealed class ExecApprovals(IActorRef approvals, TimeSpan wait) : IExecApprovals
{
    // Beyond the question's own time: for the journal, and for an actor that is being started anew.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async ValueTask<ExecAgentApprovals> OfAsync(AgentId agent, CancellationToken cancel) =>
        await approvals.Ask<ExecAgentApprovals>(new ApprovalsProtocol.GetAgent(agent), Slack, cancel);

    /// <inheritdoc/>
    public async ValueTask<ApprovalDecision?> AskAsync(ExecApprovalRequest request, CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString();
        try
        {
            return (await approvals.Ask<ApprovalsProtocol.Decided>(new ApprovalsProtocol.Ask(id, request), wait + Slack, cancel)).Decision;
        }
        catch (OperationCanceledException)
        {
            approvals.Tell(new ApprovalsProtocol.Withdraw(id), ActorRefs.NoSender);
            throw;
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
