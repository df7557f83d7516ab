using Akka.Actor;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Approvals;

namespace OpenClaw.Gateway.Approvals;

/// <summary><c>exec.approval.*</c> and <c>exec.approvals.*</c>.</summary>
/// <param name="approvals">The <see cref="ApprovalsActor"/>.</param>
/// <param name="options">Limits.</param>
public sealed class ApprovalsMethods(IActorRef approvals, ApprovalsOptions options) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ExecApprovalRequest, OnRequest);
        methods.Add(MethodNames.ExecApprovalWaitDecision, call => approvals.Tell(new ApprovalsProtocol.WaitDecision(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ExecApprovalWaitDecisionParams).Id, call.ReplyTo)));
        methods.Add(MethodNames.ExecApprovalResolve, OnResolve);
        methods.Add(MethodNames.ExecApprovalList, call => approvals.Tell(new ApprovalsProtocol.List(call.ReplyTo)));
        methods.Add(MethodNames.ExecApprovalsGet, call => approvals.Tell(new ApprovalsProtocol.GetDocument(call.ReplyTo)));
        methods.Add(MethodNames.ExecApprovalsSet, OnSet);
    }

    private void OnRequest(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ExecApprovalRequestParams);
        var isNode = request.Host == "node";
        if (isNode && (request.NodeId is null || request.SystemRunPlan is null))
        {
            call.Fail(ProtocolError.InvalidRequest(request.NodeId is null ? "nodeId is required for host=node" : "systemRunPlan is required for host=node"));
            return;
        }

        // What runs on a node is its plan; the other params only say it again.
        var plan = SystemRunPlan.Read(request.SystemRunPlan);
        if ((plan?.CommandText ?? request.Command) is not { Length: > 0 } command)
        {
            call.Fail(ProtocolError.InvalidRequest("command is required"));
            return;
        }

        approvals.Tell(new ApprovalsProtocol.Request(
            request.Id ?? Guid.NewGuid().ToString(),
            new ExecApprovalRequest
            {
                Command = command,
                Arguments = plan?.Arguments ?? (request.CommandArgv is { } words ? [.. words] : null),
                WorkingDirectory = plan is null ? request.Cwd : plan.WorkingDirectory,
                NodeId = request.NodeId,
                Host = request.Host,
                Security = request.Security,
                Ask = request.Ask,
                AgentId = plan?.AgentId ?? request.AgentId,
                SessionKey = plan?.SessionKey ?? request.SessionKey,
                ResolvedPath = request.ResolvedPath,
            },
            request.TimeoutMs is { } ms ? TimeSpan.FromMilliseconds(Math.Min(ms, options.MaxWait.TotalMilliseconds)) : options.Wait,
            request.TwoPhase == true,
            call.ReplyTo));
    }

    private void OnResolve(MethodCall call)
    {
        var resolve = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ExecApprovalResolveParams);
        if (!ExecNames.Decisions.TryGetValue(resolve.Decision, out var decision))
        {
            call.Fail(ProtocolError.InvalidRequest("invalid decision"));
            return;
        }

        approvals.Tell(new ApprovalsProtocol.Resolve(resolve.Id, decision, call.Caller, call.ReplyTo));
    }

    private void OnSet(MethodCall call)
    {
        var set = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ExecApprovalsSetParams);
        try
        {
            approvals.Tell(new ApprovalsProtocol.SetDocument(set.File.FromWire(), set.BaseHash, call.ReplyTo));
        }
        catch (FormatException exception)
        {
            call.Fail(ProtocolError.InvalidRequest($"invalid exec approvals: {exception.Message}"));
        }
    }
}
