using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;

using WirePaired = OpenClaw.Protocol.Types.DevicePaired;
using WirePending = OpenClaw.Protocol.Types.DevicePending;
using WireToken = OpenClaw.Protocol.Types.DeviceToken;

namespace OpenClaw.Gateway.Pairing;

/// <summary>Paired devices and waiting requests as the wire shows them: never with a token's value.</summary>
internal static class PairingWire
{
    public static WirePending ToWire(this PendingPairing request, bool isKnown) => new()
    {
        RequestId = request.RequestId,
        DeviceId = request.DeviceId,
        PublicKey = request.PublicKey,
        DisplayName = request.Client.DisplayName,
        Platform = request.Client.Platform,
        DeviceFamily = request.Client.DeviceFamily,
        ClientId = request.Client.Id,
        ClientMode = request.Client.Mode,
        Role = request.Role.ToWire(),
        Roles = [request.Role.ToWire()],
        Scopes = request.Scopes.ToNames(),
        RemoteIp = request.RemoteIp,
        Silent = false,
        IsRepair = isKnown,
        Ts = request.RequestedAt.ToUnixTimeMilliseconds(),
    };

    public static WirePaired ToWire(this PairedDevice device) => new()
    {
        DeviceId = device.DeviceId,
        PublicKey = device.PublicKey,
        DisplayName = device.DisplayName,
        Platform = device.Client.Platform,
        DeviceFamily = device.Client.DeviceFamily,
        ClientId = device.Client.Id,
        ClientMode = device.Client.Mode,
        Role = device.Grants.Keys.First().ToWire(),
        Roles = [.. device.Grants.Keys.Select(role => role.ToWire())],
        Scopes = device.Grants.Values.Aggregate(ScopeSet.Empty, (all, grant) => all.Union(grant.Scopes)).ToNames(),
        ApprovedVia = device.ApprovedVia,
        CreatedAtMs = device.CreatedAt.ToUnixTimeMilliseconds(),
        ApprovedAtMs = device.ApprovedAt.ToUnixTimeMilliseconds(),
        Tokens = [.. device.Grants.Where(grant => grant.Value.Token is not null).Select(grant => ToWire(grant.Key, grant.Value.Token!))],
    };

    private static WireToken ToWire(Role role, DeviceTokenRecord token) => new()
    {
        Role = role.ToWire(),
        Scopes = token.Scopes.ToNames(),
        CreatedAtMs = token.IssuedAt.ToUnixTimeMilliseconds(),
        RotatedAtMs = token.Generation > 1 ? token.IssuedAt.ToUnixTimeMilliseconds() : null,
        RevokedAtMs = token.RevokedAt?.ToUnixTimeMilliseconds(),
    };
}
