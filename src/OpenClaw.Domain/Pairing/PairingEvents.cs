using OpenClaw.Domain.Access;

namespace OpenClaw.Domain.Pairing;

/// <summary>A fact about paired devices. <see cref="PairingState"/> is the fold of these.</summary>
public interface IPairingEvent
{
    /// <summary>The device that it is about.</summary>
    string DeviceId { get; }

    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A device asked to be approved, or to be approved for more.</summary>
public sealed record PairingRequested(PendingPairing Request, DateTimeOffset At) : IPairingEvent
{
    /// <inheritdoc/>
    public string DeviceId => Request.DeviceId;
}

/// <summary>A device was approved for a role with these scopes in all. Its pending request, if any, is settled.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="PublicKey">Its key, base64url.</param>
/// <param name="Client">What it said of itself; pinned from now on.</param>
/// <param name="Role">The role.</param>
/// <param name="Scopes">All scopes that it now has in that role.</param>
/// <param name="ApprovedVia"><c>silent</c> or <c>operator</c>.</param>
/// <param name="RequestId">The request that this answers; a new id for silent approvals.</param>
/// <param name="At">When.</param>
public sealed record DevicePaired(
    string DeviceId,
    string PublicKey,
    ClientDescription Client,
    Role Role,
    ScopeSet Scopes,
    string ApprovedVia,
    string RequestId,
    DateTimeOffset At) : IPairingEvent;

/// <summary>An operator refused a request.</summary>
public sealed record PairingRejected(string DeviceId, string RequestId, DateTimeOffset At) : IPairingEvent;

/// <summary>A device token of a new generation is valid from now on, the one before it no longer.</summary>
public sealed record DeviceTokenIssued(string DeviceId, Role Role, ScopeSet Scopes, int Generation, DateTimeOffset At) : IPairingEvent;

/// <summary>A device's token was revoked.</summary>
public sealed record DeviceTokenRevoked(string DeviceId, Role Role, DateTimeOffset At) : IPairingEvent;

/// <summary>A device was removed; it has to pair again.</summary>
public sealed record DeviceRemoved(string DeviceId, DateTimeOffset At) : IPairingEvent;

/// <summary>An operator gave a device a name; it goes before the one that the device gives itself.</summary>
public sealed record DeviceRenamed(string DeviceId, string Label, DateTimeOffset At) : IPairingEvent;
