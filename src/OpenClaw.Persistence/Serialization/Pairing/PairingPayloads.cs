using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;

namespace OpenClaw.Persistence.Serialization.Pairing;

/// <summary>Events of pairing in the journal.</summary>
internal static class PairingPayloads
{
    public static PayloadRegistry.Builder AddPairing(this PayloadRegistry.Builder payloads) => payloads
        .Add<PairingRequested, StoredPairingRequested>("pairing.requested.v1", ToStored, FromStored)
        .Add<DevicePaired, StoredDevicePaired>("pairing.device-paired.v1", ToStored, FromStored)
        .Add<PairingRejected, StoredPairingRejected>(
            "pairing.rejected.v1",
            e => new StoredPairingRejected(e.DeviceId, e.RequestId, e.At),
            e => new PairingRejected(e.DeviceId, e.RequestId, e.At))
        .Add<DeviceTokenIssued, StoredDeviceTokenIssued>(
            "pairing.token-issued.v1",
            e => new StoredDeviceTokenIssued(e.DeviceId, e.Role.ToWire(), e.Scopes.ToNames(), e.Generation, e.At),
            e => new DeviceTokenIssued(e.DeviceId, RoleOf(e.Role), ScopeSet.Parse(e.Scopes), e.Generation, e.At))
        .Add<DeviceTokenRevoked, StoredDeviceTokenRevoked>(
            "pairing.token-revoked.v1",
            e => new StoredDeviceTokenRevoked(e.DeviceId, e.Role.ToWire(), e.At),
            e => new DeviceTokenRevoked(e.DeviceId, RoleOf(e.Role), e.At))
        .Add<DeviceRenamed, StoredDeviceRenamed>(
            "pairing.device-renamed.v1",
            e => new StoredDeviceRenamed(e.DeviceId, e.Label, e.At),
            e => new DeviceRenamed(e.DeviceId, e.Label, e.At))
        .Add<DeviceRemoved, StoredDeviceRemoved>(
            "pairing.device-removed.v1",
            e => new StoredDeviceRemoved(e.DeviceId, e.At),
            e => new DeviceRemoved(e.DeviceId, e.At))
        .Add<PairingState, StoredPairingState>(
            "pairing.snapshot.v1",
            state => new StoredPairingState([.. state.Devices.Values.Select(ToStored)], [.. state.Pending.Values.Select(ToStored)]),
            state => new PairingState
            {
                Devices = state.Devices.Select(FromStored).ToImmutableDictionary(static device => device.DeviceId),
                Pending = state.Pending.Select(FromStored).ToImmutableDictionary(static request => request.DeviceId),
            });

    private static StoredPairedDevice ToStored(PairedDevice device) => new(
        device.DeviceId,
        device.PublicKey,
        ToStored(device.Client),
        [.. device.Grants.Select(static grant => new StoredRoleGrant(grant.Key.ToWire(), grant.Value.Scopes.ToNames(), ToStored(grant.Value.Token)))],
        device.Label,
        device.ApprovedVia,
        device.CreatedAt,
        device.ApprovedAt);

    private static PairedDevice FromStored(StoredPairedDevice device) => new()
    {
        DeviceId = device.DeviceId,
        PublicKey = device.PublicKey,
        Client = FromStored(device.Client),
        Grants = device.Grants.ToImmutableSortedDictionary(static grant => RoleOf(grant.Role), static grant => new RoleGrant(ScopeSet.Parse(grant.Scopes), FromStored(grant.Token))),
        Label = device.Label,
        ApprovedVia = device.ApprovedVia,
        CreatedAt = device.CreatedAt,
        ApprovedAt = device.ApprovedAt,
    };

    private static StoredDeviceToken? ToStored(DeviceTokenRecord? token) =>
        token is null ? null : new StoredDeviceToken(token.Generation, token.Scopes.ToNames(), token.IssuedAt, token.RevokedAt);

    private static DeviceTokenRecord? FromStored(StoredDeviceToken? token) =>
        token is null ? null : new DeviceTokenRecord(token.Generation, ScopeSet.Parse(token.Scopes), token.IssuedAt, token.RevokedAt);

    private static StoredPendingPairing ToStored(PendingPairing request) => new(
        request.RequestId,
        request.DeviceId,
        request.PublicKey,
        ToStored(request.Client),
        request.Role.ToWire(),
        request.Scopes.ToNames(),
        request.Reason,
        request.RemoteIp,
        request.RequestedAt);

    private static PendingPairing FromStored(StoredPendingPairing request) => new()
    {
        RequestId = request.RequestId,
        DeviceId = request.DeviceId,
        PublicKey = request.PublicKey,
        Client = FromStored(request.Client),
        Role = RoleOf(request.Role),
        Scopes = ScopeSet.Parse(request.Scopes),
        Reason = request.Reason,
        RemoteIp = request.RemoteIp,
        RequestedAt = request.RequestedAt,
    };

    private static StoredPairingRequested ToStored(PairingRequested e) => new(
        e.Request.RequestId,
        e.Request.DeviceId,
        e.Request.PublicKey,
        ToStored(e.Request.Client),
        e.Request.Role.ToWire(),
        e.Request.Scopes.ToNames(),
        e.Request.Reason,
        e.Request.RemoteIp,
        e.Request.RequestedAt,
        e.At);

    private static PairingRequested FromStored(StoredPairingRequested e) => new(
        new PendingPairing
        {
            RequestId = e.RequestId,
            DeviceId = e.DeviceId,
            PublicKey = e.PublicKey,
            Client = FromStored(e.Client),
            Role = RoleOf(e.Role),
            Scopes = ScopeSet.Parse(e.Scopes),
            Reason = e.Reason,
            RemoteIp = e.RemoteIp,
            RequestedAt = e.RequestedAt,
        },
        e.At);

    private static StoredDevicePaired ToStored(DevicePaired e) =>
        new(e.DeviceId, e.PublicKey, ToStored(e.Client), e.Role.ToWire(), e.Scopes.ToNames(), e.ApprovedVia, e.RequestId, e.At);

    private static DevicePaired FromStored(StoredDevicePaired e) =>
        new(e.DeviceId, e.PublicKey, FromStored(e.Client), RoleOf(e.Role), ScopeSet.Parse(e.Scopes), e.ApprovedVia, e.RequestId, e.At);

    private static StoredClient ToStored(ClientDescription client) => new(
        client.Id, client.Mode, client.Version, client.Platform, client.DisplayName, client.DeviceFamily, client.ModelIdentifier, client.InstanceId);

    private static ClientDescription FromStored(StoredClient client) => new()
    {
        Id = client.Id,
        Mode = client.Mode,
        Version = client.Version,
        Platform = client.Platform,
        DisplayName = client.DisplayName,
        DeviceFamily = client.DeviceFamily,
        ModelIdentifier = client.ModelIdentifier,
        InstanceId = client.InstanceId,
    };

    // A role that this version does not know must not turn into one that it does.
    private static Role RoleOf(string name) => Roles.TryParse(name, out var role) ? role : throw new JsonException($"The journal names a role '{name}' that this version does not know.");
}
