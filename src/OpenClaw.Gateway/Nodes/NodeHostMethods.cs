using System.Text.Json;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Nodes;

namespace OpenClaw.Gateway.Nodes;

/// <summary>What nodes say: results of commands, events, and what they offer.</summary>
/// <remarks>
/// Agents do not use what nodes offer yet, so of skills and tools none is taken, and the answers say so. Nothing is kept for a node that is away:
/// commands for it are refused, so there is never work to drain.
/// </remarks>
public sealed class NodeHostMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.NodeInvokeResult, OnInvokeResult);
        methods.Add(MethodNames.NodeEvent, OnEvent);
        methods.Add(MethodNames.NodePendingDrain, static call => call.Succeed(Payload.Encode(
            new NodePendingDrainResult { NodeId = NodeOf(call), Revision = 0, Items = [], HasMore = false }, ProtocolJson.Default.NodePendingDrainResult)));
        methods.Add(MethodNames.NodeSkillsUpdate, static call => call.Succeed(Payload.Encode(
            new NodeSkillsUpdateResult { NodeId = NodeOf(call), Skills = [] }, ProtocolJson.Default.NodeSkillsUpdateResult)));
        methods.Add(MethodNames.NodePluginToolsUpdate, static call => call.Succeed(Payload.Encode(
            new NodePluginToolsUpdateResult { NodeId = NodeOf(call), Tools = [] }, ProtocolJson.Default.NodePluginToolsUpdateResult)));
        methods.Add(MethodNames.NodeRunnerInventoryUpdate, static call => call.Succeed(Payload.Encode(
            new NodeRunnerInventoryUpdateResult { NodeId = NodeOf(call) }, ProtocolJson.Default.NodeRunnerInventoryUpdateResult)));
    }

    private void OnInvokeResult(MethodCall call)
    {
        var result = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeInvokeResultParams);
        gateway.Nodes.Tell(new NodesProtocol.InvokeDone(
            result.Id,
            new NodeOutcome(result.Ok, result.PayloadJson ?? result.Payload?.GetRawText(), result.Error?.Code, result.Error?.Message),
            call.ReplyTo));
    }

    private void OnEvent(MethodCall call)
    {
        var happened = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeEventParams);
        gateway.Nodes.Tell(new NodesProtocol.Happened(NodeOf(call), happened.Event, happened.Payload ?? Parse(happened.PayloadJson), call.ReplyTo));
    }

    /// <summary>A payload that came as text; one that is no JSON counts as none, because no event needs one.</summary>
    private static JsonElement? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = EmbeddedJson.TryParse(json);
        return document?.RootElement.Clone();
    }

    // A node's handshake proves its device, so it always has one.
    private static string NodeOf(MethodCall call) => call.Caller.DeviceId!;
}
