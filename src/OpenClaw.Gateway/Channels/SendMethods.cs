using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Channels;

/// <summary><c>send</c>, as long as no channel exists: refused, with the reason.</summary>
public sealed class SendMethods : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.Send, static call =>
        call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SendParams).Channel)));
}
