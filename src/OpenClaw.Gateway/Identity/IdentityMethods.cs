using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Identity;

namespace OpenClaw.Gateway.Identity;

/// <summary><c>gateway.identity.get</c>: the gateway's own public key.</summary>
public sealed class IdentityMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        var identity = gateway.Options.Identity;
        methods.Add(MethodNames.GatewayIdentityGet, call => call.Succeed(Payload.Encode(
            new GatewayIdentityGetResult { DeviceId = identity.DeviceId, PublicKey = identity.Text }, ProtocolJson.Default.GatewayIdentityGetResult)));
    }
}
