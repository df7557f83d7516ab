using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Heartbeat;

/// <summary><c>last-heartbeat</c>, <c>set-heartbeats</c> and <c>wake</c>.</summary>
public sealed class HeartbeatMethods(GatewayContext gateway) : IMethodModule
{
    private static readonly ReadOnlyMemory<byte> s_none = "null"u8.ToArray();

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.LastHeartbeat, static call => call.Succeed(s_none));
        methods.Add(MethodNames.SetHeartbeats, call => gateway.Heartbeat.Tell(new HeartbeatProtocol.SetEnabled(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SetHeartbeatsParams).Enabled, call.ReplyTo)));
        methods.Add(MethodNames.Wake, call => gateway.Heartbeat.Tell(new HeartbeatProtocol.Wake(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.WakeParams).Text, call.ReplyTo)));
    }
}
