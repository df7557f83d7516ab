using System.Collections.Immutable;
using OpenClaw.Domain.Access;

namespace OpenClaw.Domain.Pairing;

/// <summary>A device that an operator, or loopback, has approved.</summary>
public sealed record PairedDevice
{
    /// <summary>Fingerprint of its key.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its key, base64url.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What it said of itself when it was approved; platform and family are pinned.</summary>
    public required ClientDescription Client { get; init; }

    /// <summary>What it may be, by role.</summary>
    public required ImmutableSortedDictionary<Role, RoleGrant> Grants { get; init; }

    /// <summary>The name that an operator gave it, if one did.</summary>
    public string? Label { get; init; }

    /// <summary>The name to show: the operator's, else its own.</summary>
    public string? DisplayName => Label ?? Client.DisplayName;

    /// <summary><c>silent</c> or <c>operator</c>.</summary>
    public required string ApprovedVia { get; init; }

    /// <summary>First approval.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Latest approval.</summary>
    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>The grant of a role, or null when the device was never approved for it.</summary>
    public RoleGrant? GrantOf(Role role) => Grants.GetValueOrDefault(role);
}

/// <summary>What a device may do in one role.</summary>
/// <param name="Scopes">Approved scopes; empty for nodes.</param>
/// <param name="Token">Its token's record, if one was issued. The token itself is derived, not stored.</param>
public sealed record RoleGrant(ScopeSet Scopes, DeviceTokenRecord? Token = null);

/// <summary>The record of a device token.</summary>
/// <param name="Generation">Rises with each new token; only the latest is valid.</param>
/// <param name="Scopes">What it may ask for; never widened afterwards, a wider one is a new generation.</param>
/// <param name="IssuedAt">When this generation began.</param>
/// <param name="RevokedAt">When it was revoked, if it was.</param>
public sealed record DeviceTokenRecord(int Generation, ScopeSet Scopes, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt = null);

/// <summary>A request that waits for an operator.</summary>
public sealed record PendingPairing
{
    /// <summary>How long a request waits before it is forgotten.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Names the request towards operators.</summary>
    public required string RequestId { get; init; }

    /// <summary>Fingerprint of the asking device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its key, base64url.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What it says of itself.</summary>
    public required ClientDescription Client { get; init; }

    /// <summary>The role asked for.</summary>
    public required Role Role { get; init; }

    /// <summary>The scopes asked for.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary><c>not-paired</c>, <c>role-upgrade</c>, <c>scope-upgrade</c> or <c>metadata-upgrade</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it came from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>When it asked first.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
