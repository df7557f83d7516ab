using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Nodes;

namespace OpenClaw.Gateway.Nodes;

/// <summary><c>node.list</c> and <c>node.pair.list</c>: this gateway serves no node commands yet, so both are empty.</summary>
public sealed class NodeMethods(GatewayContext gateway) : IMethodModule
{
    private static readonly ReadOnlyMemory<byte> s_noPairings =
        Payload.Encode(new NodePairListResult { Pending = [], Paired = [] }, ProtocolJson.Default.NodePairListResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.NodeList, call => call.Succeed(Payload.Encode(
            new NodeListResult { Ts = gateway.Time.GetUtcNow().ToUnixTimeMilliseconds(), Nodes = [] }, ProtocolJson.Default.NodeListResult)));
        methods.Add(MethodNames.NodePairList, static call => call.Succeed(s_noPairings));
    }
}
