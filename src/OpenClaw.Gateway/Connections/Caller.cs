using System.Collections.Immutable;
using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Connections;

/// <summary>Who is at the other end of an open connection: what the handshake proved and granted, fixed for the connection's life.</summary>
/// <param name="Id">The connection.</param>
/// <param name="Protocol">Negotiated version, 3 or 4.</param>
/// <param name="Role">Its role.</param>
/// <param name="Scopes">Its granted scopes; empty for nodes.</param>
/// <param name="ClientId">The client's id in the protocol, such as <c>cli</c>.</param>
/// <param name="ClientMode">The client's mode, such as <c>backend</c>.</param>
/// <param name="DeviceId">The device that it proved to be, if any.</param>
/// <param name="InstanceId">Its installation, if it names one.</param>
/// <param name="Caps">Capabilities that it announced, such as <c>tool-events</c>.</param>
/// <param name="IsLocal">Whether it is a direct client of this machine.</param>
public sealed record Caller(
    ConnectionId Id,
    int Protocol,
    Role Role,
    ScopeSet Scopes,
    string ClientId,
    string ClientMode,
    string? DeviceId,
    string? InstanceId,
    ImmutableHashSet<string> Caps,
    bool IsLocal)
{
    /// <summary>What opened the door; the connection lasts no longer than that is good for. Unless it is set, only mode <c>none</c> is good enough.</summary>
    public CredentialStamp Stamp { get; init; } = CredentialStamp.None;
}
