using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Pairing;

/// <summary><c>device.pair.*</c> and <c>device.token.*</c>.</summary>
public sealed class PairingMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.DevicePairList, call => gateway.Pairing.Tell(new PairingProtocol.List(call.ReplyTo)));
        methods.Add(MethodNames.DevicePairApprove, call => gateway.Pairing.Tell(new PairingProtocol.Approve(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DevicePairApproveParams).RequestId, call.Caller, call.ReplyTo)));
        methods.Add(MethodNames.DevicePairReject, call => gateway.Pairing.Tell(new PairingProtocol.Reject(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DevicePairRejectParams).RequestId, call.Caller, call.ReplyTo)));
        methods.Add(MethodNames.DevicePairRemove, call => gateway.Pairing.Tell(new PairingProtocol.Remove(
            Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DevicePairRemoveParams).DeviceId, call.Caller, call.ReplyTo)));
        methods.Add(MethodNames.DevicePairRename, OnRename);
        methods.Add(MethodNames.DeviceTokenRotate, OnRotate);
        methods.Add(MethodNames.DeviceTokenRevoke, OnRevoke);
    }

    private void OnRename(MethodCall call)
    {
        var rename = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DevicePairRenameParams);
        gateway.Pairing.Tell(new PairingProtocol.Rename(rename.DeviceId, rename.Label, call.Caller, call.ReplyTo));
    }

    private void OnRotate(MethodCall call)
    {
        var rotate = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DeviceTokenRotateParams);
        if (!Roles.TryParse(rotate.Role, out var role))
        {
            call.Fail(ProtocolError.InvalidRequest("unknown deviceId/role"));
            return;
        }

        gateway.Pairing.Tell(new PairingProtocol.RotateToken(
            rotate.DeviceId, role, rotate.Scopes is { } scopes ? ScopeSet.Parse(scopes) : null, call.Caller, call.ReplyTo));
    }

    private void OnRevoke(MethodCall call)
    {
        var revoke = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DeviceTokenRevokeParams);
        if (!Roles.TryParse(revoke.Role, out var role))
        {
            call.Fail(ProtocolError.InvalidRequest("unknown deviceId/role"));
            return;
        }

        gateway.Pairing.Tell(new PairingProtocol.RevokeToken(revoke.DeviceId, role, call.Caller, call.ReplyTo));
    }
}
