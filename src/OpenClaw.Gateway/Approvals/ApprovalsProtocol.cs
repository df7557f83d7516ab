using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Approvals;

/// <summary>Messages of <see cref="ApprovalsActor"/>.</summary>
public static class ApprovalsProtocol
{
    /// <summary>A command.</summary>
    public interface IApprovalsCommand : IJournaledCommand;

    /// <summary>What the approvals say of an agent; answered with <see cref="ExecAgentApprovals"/>.</summary>
    public sealed record GetAgent(AgentId Agent) : IApprovalsCommand;

    /// <summary>A run's command is put to a person; the sender gets <see cref="Decided"/>, and the decision is spent.</summary>
    /// <param name="Id">Chosen by the sender, so that it can withdraw.</param>
    /// <param name="Request">The command.</param>
    public sealed record Ask(string Id, ExecApprovalRequest Request) : IApprovalsCommand;

    /// <summary>Nobody needs the answer any more.</summary>
    public sealed record Withdraw(string Id) : IApprovalsCommand;

    /// <summary>Answer to <see cref="Ask"/>.</summary>
    /// <param name="Id">The question.</param>
    /// <param name="Decision">Null when there was none in time.</param>
    public sealed record Decided(string Id, ApprovalDecision? Decision);

    /// <summary><c>exec.approval.request</c>.</summary>
    /// <param name="Id">The client's id, or one made for it.</param>
    /// <param name="Command">The command.</param>
    /// <param name="Wait">How long the question stands.</param>
    /// <param name="TwoPhase">Whether the client wants to hear at once that the question stands.</param>
    /// <param name="ReplyTo">The client.</param>
    public sealed record Request(string Id, ExecApprovalRequest Command, TimeSpan Wait, bool TwoPhase, ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary><c>exec.approval.waitDecision</c>.</summary>
    public sealed record WaitDecision(string Id, ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary><c>exec.approval.resolve</c>.</summary>
    public sealed record Resolve(string Id, ApprovalDecision Decision, Caller Caller, ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary>A decision is used, by whoever carries the command out; answered with <see cref="SpendAnswer"/>.</summary>
    public sealed record Spend(string Id, ExecApprovalRequest Request) : IApprovalsCommand;

    /// <summary>Answer to <see cref="Spend"/>.</summary>
    /// <param name="Error">Why the decision does not hold for this command; null when it does.</param>
    public sealed record SpendAnswer(string? Error);

    /// <summary><c>exec.approval.list</c>.</summary>
    public sealed record List(ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary><c>exec.approvals.get</c>.</summary>
    public sealed record GetDocument(ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary><c>exec.approvals.set</c>.</summary>
    public sealed record SetDocument(ExecApprovalsDocument Document, string? BaseHash, ReplyTo ReplyTo) : IApprovalsCommand, IMethodRequest;

    /// <summary>A question's time is over.</summary>
    internal sealed record TimeOver(string Id) : INotInfluenceReceiveTimeout;
}
