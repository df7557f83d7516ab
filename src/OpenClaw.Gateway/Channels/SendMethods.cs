using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Channels;

/// <summary>What would go through a channel (<c>send</c>, <c>poll</c>, <c>message.action</c>) or change one, as long as none exists: refused, with the reason.</summary>
public sealed class SendMethods : IMethodModule
{
    private static readonly ProtocolError s_noWebLogin = ProtocolError.InvalidRequest("web login provider is not available");

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.Send, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SendParams).Channel)));
        methods.Add(MethodNames.Poll, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.PollParams).Channel)));
        methods.Add(MethodNames.MessageAction, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.MessageActionParams).Channel)));
        methods.Add(MethodNames.ChannelsStart, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChannelsStartParams).Channel)));
        methods.Add(MethodNames.ChannelsStop, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChannelsStopParams).Channel)));
        methods.Add(MethodNames.ChannelsLogout, static call =>
            call.Fail(ChannelRefusals.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChannelsLogoutParams).Channel)));
        methods.Add(MethodNames.WebLoginStart, static call => call.Fail(s_noWebLogin));
        methods.Add(MethodNames.WebLoginWait, static call => call.Fail(s_noWebLogin));
    }
}
