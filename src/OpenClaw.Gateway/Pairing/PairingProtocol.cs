using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Pairing;

/// <summary>Messages of <see cref="PairingActor"/>.</summary>
public static class PairingProtocol
{
    /// <summary>A command.</summary>
    public interface IPairingCommand : IJournaledCommand;

    /// <summary>A command of an open connection.</summary>
    public interface IPairingRequest : IPairingCommand, IMethodRequest;

    /// <summary>Decides a handshake; answered with a <see cref="ConnectDecision"/>, after what it changes is kept.</summary>
    public sealed record Admit(ConnectAttempt Attempt) : IPairingCommand;

    /// <summary>Authorises an HTTP request; answered with an <see cref="HttpDecision"/>.</summary>
    public sealed record AuthorizeHttp(HttpAttempt Attempt) : IPairingCommand;

    /// <summary>Lists waiting requests and paired devices.</summary>
    public sealed record List(ReplyTo ReplyTo) : IPairingRequest;

    /// <summary>Approves a waiting request.</summary>
    public sealed record Approve(string RequestId, Caller Caller, ReplyTo ReplyTo) : IPairingRequest;

    /// <summary>Rejects a waiting request.</summary>
    public sealed record Reject(string RequestId, Caller Caller, ReplyTo ReplyTo) : IPairingRequest;

    /// <summary>Removes a paired device and closes its connections.</summary>
    /// <param name="DeviceId">The device.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    /// <param name="IsNode">Whether it is asked for as a node, and answered as one.</param>
    public sealed record Remove(string DeviceId, Caller Caller, ReplyTo ReplyTo, bool IsNode = false) : IPairingRequest;

    /// <summary>Gives a paired device a name.</summary>
    /// <param name="DeviceId">The device.</param>
    /// <param name="Label">The name.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    /// <param name="IsNode">Whether it is asked for as a node, and answered as one.</param>
    public sealed record Rename(string DeviceId, string Label, Caller Caller, ReplyTo ReplyTo, bool IsNode = false) : IPairingRequest;

    /// <summary>Replaces a device's token and closes connections that used the old one.</summary>
    public sealed record RotateToken(string DeviceId, Role Role, ScopeSet? Scopes, Caller Caller, ReplyTo ReplyTo) : IPairingRequest;

    /// <summary>Revokes a device's token and closes its connections.</summary>
    public sealed record RevokeToken(string DeviceId, Role Role, Caller Caller, ReplyTo ReplyTo) : IPairingRequest;
}
