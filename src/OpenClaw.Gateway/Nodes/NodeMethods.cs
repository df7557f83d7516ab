using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Nodes;

namespace OpenClaw.Gateway.Nodes;

/// <summary><c>node.list</c>, <c>node.describe</c> and <c>node.pair.list</c>.</summary>
/// <remarks>Nodes are approved as devices (<c>device.pair.*</c>); a second approval for their commands does not exist here, so its list is empty.</remarks>
public sealed class NodeMethods(GatewayContext gateway) : IMethodModule
{
    private static readonly ReadOnlyMemory<byte> s_noPairings =
        Payload.Encode(new NodePairListResult { Pending = [], Paired = [] }, ProtocolJson.Default.NodePairListResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.NodeList, call => gateway.Nodes.Tell(new NodesProtocol.List(call.ReplyTo)));
        methods.Add(MethodNames.NodeDescribe, call => gateway.Nodes.Tell(new NodesProtocol.Describe(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.NodeDescribeParams).NodeId, call.ReplyTo)));
        methods.Add(MethodNames.NodePairList, static call => call.Succeed(s_noPairings), immediate: true);
    }
}
