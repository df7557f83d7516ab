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
            e => new DeviceRemoved(e.DeviceId, e.At));

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
