using System.Collections.Immutable;
using OpenClaw.Domain.Access;

namespace OpenClaw.Domain.Pairing;

/// <summary>Decides what operators ask of the pairing store: approve, reject, remove, rotate, revoke.</summary>
/// <remarks>No command gives a device more than the caller has, and no token more than its device was approved for.</remarks>
public static class PairingDecider
{
    /// <summary>Approves a waiting request.</summary>
    public static PairingDecision Approve(PairingState state, string requestId, ScopeSet caller, DateTimeOffset now)
    {
        if (state.PendingById(requestId, now) is not { } request)
        {
            return PairingDecision.Unknown("unknown requestId");
        }

        if (caller.FirstMissing(request.Scopes) is { } missing)
        {
            return PairingDecision.Forbidden(missing);
        }

        if (!state.Devices.ContainsKey(request.DeviceId) && state.Devices.Count >= PairingState.MaxDevices)
        {
            return PairingDecision.Unknown("too many paired devices; remove one first");
        }

        var known = state.Devices.GetValueOrDefault(request.DeviceId)?.GrantOf(request.Role);
        var scopes = known is null ? request.Scopes : known.Scopes.Union(request.Scopes);
        return PairingDecision.Of(new DevicePaired(
            request.DeviceId, request.PublicKey, request.Client, request.Role, scopes, "operator", request.RequestId, now));
    }

    /// <summary>Rejects a waiting request.</summary>
    public static PairingDecision Reject(PairingState state, string requestId, DateTimeOffset now) =>
        state.PendingById(requestId, now) is { } request
            ? PairingDecision.Of(new PairingRejected(request.DeviceId, requestId, now))
            : PairingDecision.Unknown("unknown requestId");

    /// <summary>Removes a paired device. Removing gives nobody anything, so who may pair may remove; an administrator's device only an administrator or the device itself may.</summary>
    public static PairingDecision Remove(PairingState state, string deviceId, PairingCaller caller, DateTimeOffset now)
    {
        if (!state.Devices.TryGetValue(deviceId, out var device))
        {
            return PairingDecision.Unknown("unknown deviceId");
        }

        return IsOutOfReach(device, caller)
            ? PairingDecision.Forbidden(Scope.Admin)
            : PairingDecision.Of(new DeviceRemoved(deviceId, now));
    }

    /// <summary>Gives a paired device a name.</summary>
    public static PairingDecision Rename(PairingState state, string deviceId, string label, DateTimeOffset now) =>
        state.Devices.ContainsKey(deviceId)
            ? PairingDecision.Of(new DeviceRenamed(deviceId, label.Trim(), now))
            : PairingDecision.Unknown("unknown deviceId");

    /// <summary>Replaces a device's token. The new one's scopes must be within the device's approved ones and within the caller's own.</summary>
    /// <param name="state">The store.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="role">The role of the token.</param>
    /// <param name="requested">Scopes of the new token; null keeps those of the old one.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Our clock.</param>
    public static PairingDecision RotateToken(PairingState state, string deviceId, Role role, ScopeSet? requested, PairingCaller caller, DateTimeOffset now)
    {
        if (!state.Devices.TryGetValue(deviceId, out var device) || device.GrantOf(role) is not { } grant)
        {
            return PairingDecision.Unknown("unknown deviceId/role");
        }

        var scopes = requested ?? grant.Token?.Scopes ?? grant.Scopes;
        if (grant.Scopes.FirstMissing(scopes) is { } beyondDevice)
        {
            return PairingDecision.Forbidden(beyondDevice);
        }

        // Also a token with less is a change: it ends what the administrator has open, and leaves him less than he had.
        if (IsOutOfReach(device, caller))
        {
            return PairingDecision.Forbidden(Scope.Admin);
        }

        return caller.Scopes.FirstMissing(scopes) is { } beyondCaller
            ? PairingDecision.Forbidden(beyondCaller)
            : PairingDecision.Of(new DeviceTokenIssued(deviceId, role, scopes, (grant.Token?.Generation ?? 0) + 1, now));
    }

    /// <summary>Revokes a device's token.</summary>
    public static PairingDecision RevokeToken(PairingState state, string deviceId, Role role, PairingCaller caller, DateTimeOffset now)
    {
        if (!state.Devices.TryGetValue(deviceId, out var device) || device.GrantOf(role)?.Token is not { } token)
        {
            return PairingDecision.Unknown("unknown deviceId/role");
        }

        if (IsOutOfReach(device, caller))
        {
            return PairingDecision.Forbidden(Scope.Admin);
        }

        return caller.DeviceId != deviceId && caller.Scopes.FirstMissing(token.Scopes) is { } missing
            ? PairingDecision.Forbidden(missing)
            : PairingDecision.Of(new DeviceTokenRevoked(deviceId, role, now));
    }

    /// <summary>Whether the device is an administrator's, and who asks is neither one nor the device itself. What it is approved for counts, not what its token holds now.</summary>
    private static bool IsOutOfReach(PairedDevice device, PairingCaller caller) =>
        caller.DeviceId != device.DeviceId
        && !caller.Scopes.Allows(Scope.Admin)
        && device.Grants.Values.Any(static grant => grant.Scopes.Allows(Scope.Admin));
}

/// <summary>Who asks for a change of the pairing store.</summary>
/// <param name="Scopes">What he may do.</param>
/// <param name="DeviceId">The device that he proved to be; null for a holder of the shared secret without one.</param>
public sealed record PairingCaller(ScopeSet Scopes, string? DeviceId = null);

/// <summary>The outcome of a pairing command: events to keep, or why not.</summary>
/// <param name="Events">What happened; empty for a refusal.</param>
/// <param name="MissingScope">Set when the caller lacks a scope.</param>
/// <param name="Error">Set when the command names nothing that exists.</param>
public sealed record PairingDecision(ImmutableArray<IPairingEvent> Events, Scope? MissingScope = null, string? Error = null)
{
    /// <summary>True when nothing happens.</summary>
    public bool IsRejected => MissingScope is not null || Error is not null;

    /// <summary>An accepted command.</summary>
    public static PairingDecision Of(IPairingEvent @event) => new([@event]);

    /// <summary>A refusal for want of a scope.</summary>
    public static PairingDecision Forbidden(Scope scope) => new([], scope);

    /// <summary>A refusal because of what was named.</summary>
    public static PairingDecision Unknown(string error) => new([], null, error);
}
