using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Pairing;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Nodes;

/// <summary>What operators ask of nodes: <c>node.list</c>, <c>node.describe</c>, <c>node.invoke</c>, <c>node.rename</c>, <c>node.pair.*</c>.</summary>
/// <remarks>A node is approved as a device (<c>device.pair.*</c>), so no request of <c>node.pair</c> ever waits, and none is found.</remarks>
public sealed class NodeMethods(GatewayContext gateway) : IMethodModule
{
    private static readonly ProtocolError s_unknownRequest = ProtocolError.InvalidRequest("unknown requestId");

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.NodeList, call => gateway.Nodes.Tell(new NodesProtocol.List(call.ReplyTo)));
        methods.Add(MethodNames.NodeDescribe, call => gateway.Nodes.Tell(new NodesProtocol.Describe(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeDescribeParams).NodeId, call.ReplyTo)));
        methods.Add(MethodNames.NodeInvoke, OnInvoke);
        methods.Add(MethodNames.NodeRename, OnRename);
        methods.Add(MethodNames.NodePairList, call => gateway.Nodes.Tell(new NodesProtocol.ListPaired(call.ReplyTo)));
        methods.Add(MethodNames.NodePairApprove, static call => call.Fail(s_unknownRequest));
        methods.Add(MethodNames.NodePairReject, static call => call.Fail(s_unknownRequest));
        methods.Add(MethodNames.NodePairRemove, call => gateway.Pairing.Tell(new PairingProtocol.Remove(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodePairRemoveParams).NodeId, call.Caller, call.ReplyTo, IsNode: true)));
    }

    private void OnInvoke(MethodCall call)
    {
        var invoke = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeInvokeParams);
        gateway.Nodes.Tell(new NodesProtocol.Invoke(
            invoke.NodeId,
            invoke.Command,
            invoke.Params?.GetRawText(),
            invoke.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            invoke.IdempotencyKey,
            call.Caller,
            call.ReplyTo));
    }

    private void OnRename(MethodCall call)
    {
        var rename = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeRenameParams);
        gateway.Pairing.Tell(new PairingProtocol.Rename(rename.NodeId, rename.DisplayName, call.Caller, call.ReplyTo, IsNode: true));
    }
}
