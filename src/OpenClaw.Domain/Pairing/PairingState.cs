using System.Collections.Immutable;
using OpenClaw.Domain.Access;

namespace OpenClaw.Domain.Pairing;

/// <summary>Paired devices and waiting requests. Immutable; changed by events alone, so that replay gives the same state.</summary>
public sealed record PairingState
{
    /// <summary>Most devices that can be paired at a time.</summary>
    public const int MaxDevices = 1024;

    /// <summary>Most requests that can wait at a time.</summary>
    public const int MaxPending = 256;

    /// <summary>Nothing paired.</summary>
    public static readonly PairingState Empty = new();

    /// <summary>By device id.</summary>
    public ImmutableDictionary<string, PairedDevice> Devices { get; init; } = ImmutableDictionary<string, PairedDevice>.Empty;

    /// <summary>By device id: a device has one waiting request at most. May hold expired ones until the next event.</summary>
    public ImmutableDictionary<string, PendingPairing> Pending { get; init; } = ImmutableDictionary<string, PendingPairing>.Empty;

    /// <summary>The waiting request of a device, if it has not expired.</summary>
    public PendingPairing? PendingOf(string deviceId, DateTimeOffset now) =>
        Pending.TryGetValue(deviceId, out var request) && IsAlive(request, now) ? request : null;

    /// <summary>The waiting request with this id, if it has not expired.</summary>
    public PendingPairing? PendingById(string requestId, DateTimeOffset now) =>
        Pending.Values.FirstOrDefault(request => request.RequestId == requestId && IsAlive(request, now));

    /// <summary>Waiting requests, newest first.</summary>
    public ImmutableArray<PendingPairing> LivePending(DateTimeOffset now) =>
        [.. Pending.Values.Where(request => IsAlive(request, now)).OrderByDescending(request => request.RequestedAt)];

    /// <summary>The state after an event.</summary>
    public PairingState Apply(IPairingEvent @event) => @event switch
    {
        PairingRequested e => this with { Pending = WithoutExpired(e.At).SetItem(e.DeviceId, e.Request) },
        PairingRejected e => this with { Pending = WithoutExpired(e.At).Remove(e.DeviceId) },
        DevicePaired e => this with { Devices = Devices.SetItem(e.DeviceId, Paired(e)), Pending = WithoutExpired(e.At).Remove(e.DeviceId) },
        DeviceTokenIssued e => WithToken(e.DeviceId, e.Role, _ => new DeviceTokenRecord(e.Generation, e.Scopes, e.At)),
        DeviceTokenRevoked e => WithToken(e.DeviceId, e.Role, token => token is null ? null : token with { RevokedAt = e.At }),
        DeviceRenamed e => Devices.TryGetValue(e.DeviceId, out var device) ? this with { Devices = Devices.SetItem(e.DeviceId, device with { Label = e.Label }) } : this,
        DeviceRemoved e => this with { Devices = Devices.Remove(e.DeviceId), Pending = Pending.Remove(e.DeviceId) },
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "Unknown pairing event."),
    };

    /// <summary>The state after several events, in order.</summary>
    public PairingState Apply(IEnumerable<IPairingEvent> events) => events.Aggregate(this, (state, e) => state.Apply(e));

    private static bool IsAlive(PendingPairing request, DateTimeOffset now) => request.RequestedAt + PendingPairing.Lifetime > now;

    private ImmutableDictionary<string, PendingPairing> WithoutExpired(DateTimeOffset now) =>
        Pending.RemoveRange(Pending.Values.Where(request => !IsAlive(request, now)).Select(request => request.DeviceId));

    private PairedDevice Paired(DevicePaired e)
    {
        var known = Devices.GetValueOrDefault(e.DeviceId);
        var grants = known?.Grants ?? ImmutableSortedDictionary<Role, RoleGrant>.Empty;
        return new PairedDevice
        {
            DeviceId = e.DeviceId,
            PublicKey = e.PublicKey,
            Client = e.Client,
            Grants = grants.SetItem(e.Role, new RoleGrant(e.Scopes, grants.GetValueOrDefault(e.Role)?.Token)),
            Label = known?.Label,
            ApprovedVia = e.ApprovedVia,
            CreatedAt = known?.CreatedAt ?? e.At,
            ApprovedAt = e.At,
        };
    }

    private PairingState WithToken(string deviceId, Role role, Func<DeviceTokenRecord?, DeviceTokenRecord?> change)
    {
        if (!Devices.TryGetValue(deviceId, out var device) || device.GrantOf(role) is not { } grant)
        {
            return this;
        }

        var grants = device.Grants.SetItem(role, grant with { Token = change(grant.Token) });
        return this with { Devices = Devices.SetItem(deviceId, device with { Grants = grants }) };
    }
}
