using System.Collections.Immutable;
using OpenClaw.Domain.Pairing;

namespace OpenClaw.Domain.Access;

/// <summary>The outcome of a handshake: let in, or refused; either way what has to be remembered.</summary>
/// <param name="Events">Pairing events to keep, in order.</param>
/// <param name="Limiter">The limiter from now on.</param>
public abstract record ConnectDecision(ImmutableArray<IPairingEvent> Events, FailedAuthLimiter Limiter);

/// <summary>The client is let in.</summary>
public sealed record ConnectAccepted(ConnectGrant Grant, ImmutableArray<IPairingEvent> Events, FailedAuthLimiter Limiter)
    : ConnectDecision(Events, Limiter);

/// <summary>The client is refused.</summary>
public sealed record ConnectRefused(ConnectRefusal Refusal, ImmutableArray<IPairingEvent> Events, FailedAuthLimiter Limiter)
    : ConnectDecision(Events, Limiter);

/// <summary>What an accepted client gets.</summary>
/// <param name="Protocol">Negotiated version.</param>
/// <param name="Role">Its role.</param>
/// <param name="Scopes">What it asked for and may have.</param>
/// <param name="Method">How it authenticated: <c>token</c>, <c>password</c>, <c>none</c>, <c>device-token</c>, or an external method.</param>
/// <param name="DeviceId">The device that it proved to be, if any.</param>
/// <param name="IsLocal">Whether it is a direct client of this machine.</param>
/// <param name="DeviceToken">A token for its next connect, if it has a device.</param>
/// <param name="Stamp">What opened the door, to be checked again as long as the connection lasts.</param>
public sealed record ConnectGrant(
    int Protocol,
    Role Role,
    ScopeSet Scopes,
    string Method,
    string? DeviceId,
    bool IsLocal,
    GrantedDeviceToken? DeviceToken,
    CredentialStamp Stamp);

/// <summary>A device token as handed out. Prints itself redacted.</summary>
/// <param name="Token">The token.</param>
/// <param name="IssuedAt">When its generation began.</param>
public sealed record GrantedDeviceToken(string Token, DateTimeOffset IssuedAt)
{
    /// <inheritdoc/>
    public override string ToString() => "(redacted)";
}
