namespace OpenClaw.Persistence.Serialization.Pairing;

/// <summary>How a client described itself, on disk.</summary>
internal sealed record StoredClient(
    string Id, string Mode, string Version, string Platform, string? DisplayName, string? DeviceFamily, string? ModelIdentifier, string? InstanceId);

/// <summary>A device asked, on disk.</summary>
internal sealed record StoredPairingRequested(
    string RequestId,
    string DeviceId,
    string PublicKey,
    StoredClient Client,
    string Role,
    IReadOnlyList<string> Scopes,
    string Reason,
    string? RemoteIp,
    DateTimeOffset RequestedAt,
    DateTimeOffset At);

/// <summary>A device was approved, on disk.</summary>
internal sealed record StoredDevicePaired(
    string DeviceId, string PublicKey, StoredClient Client, string Role, IReadOnlyList<string> Scopes, string ApprovedVia, string RequestId, DateTimeOffset At);

/// <summary>A request was refused, on disk.</summary>
internal sealed record StoredPairingRejected(string DeviceId, string RequestId, DateTimeOffset At);

/// <summary>A token was issued, on disk; the token itself is derived and never stored.</summary>
internal sealed record StoredDeviceTokenIssued(string DeviceId, string Role, IReadOnlyList<string> Scopes, int Generation, DateTimeOffset At);

/// <summary>A token was revoked, on disk.</summary>
internal sealed record StoredDeviceTokenRevoked(string DeviceId, string Role, DateTimeOffset At);

/// <summary>A device was removed, on disk.</summary>
internal sealed record StoredDeviceRemoved(string DeviceId, DateTimeOffset At);

/// <summary>A device's token in one role, on disk.</summary>
internal sealed record StoredDeviceToken(int Generation, IReadOnlyList<string> Scopes, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt);

/// <summary>What a device may be, on disk.</summary>
internal sealed record StoredRoleGrant(string Role, IReadOnlyList<string> Scopes, StoredDeviceToken? Token);

/// <summary>A paired device, on disk.</summary>
internal sealed record StoredPairedDevice(
    string DeviceId,
    string PublicKey,
    StoredClient Client,
    IReadOnlyList<StoredRoleGrant> Grants,
    string? Label,
    string ApprovedVia,
    DateTimeOffset CreatedAt,
    DateTimeOffset ApprovedAt);

/// <summary>A request that waits, on disk.</summary>
internal sealed record StoredPendingPairing(
    string RequestId,
    string DeviceId,
    string PublicKey,
    StoredClient Client,
    string Role,
    IReadOnlyList<string> Scopes,
    string Reason,
    string? RemoteIp,
    DateTimeOffset RequestedAt);

/// <summary>Snapshot of pairing, on disk.</summary>
internal sealed record StoredPairingState(IReadOnlyList<StoredPairedDevice> Devices, IReadOnlyList<StoredPendingPairing> Pending);

/// <summary>A device was named, on disk.</summary>
internal sealed record StoredDeviceRenamed(string DeviceId, string Label, DateTimeOffset At);
