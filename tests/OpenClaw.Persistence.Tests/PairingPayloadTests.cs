using System.Text;
using System.Text.Json;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Tests;

/// <summary>The bytes of pairing in the journal. They outlive releases: a change here is a new manifest and an up-caster, not an update.</summary>
public sealed class PairingPayloadTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    private static readonly ClientDescription Client = new() { Id = "cli", Mode = "cli", Version = "2026.3.13", Platform = "linux", DeviceFamily = "Linux" };

    private static readonly ScopeSet Scopes = ScopeSet.Parse(["operator.read", "operator.write"]);

    public static TheoryData<IPairingEvent, string, string> Events => new()
    {
        {
            new PairingRequested(
                new PendingPairing { RequestId = "r", DeviceId = "d", PublicKey = "k", Client = Client, Role = Role.Operator, Scopes = Scopes, Reason = "not-paired", RemoteIp = "10.0.0.1", RequestedAt = At },
                At),
            "pairing.requested.v1",
            """{"requestId":"r","deviceId":"d","publicKey":"k","client":{"id":"cli","mode":"cli","version":"2026.3.13","platform":"linux","deviceFamily":"Linux"},"role":"operator","scopes":["operator.read","operator.write"],"reason":"not-paired","remoteIp":"10.0.0.1","requestedAt":"2026-09-21T14:13:20.123+00:00","at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        {
            new DevicePaired("d", "k", Client, Role.Operator, Scopes, "silent", "r", At),
            "pairing.device-paired.v1",
            """{"deviceId":"d","publicKey":"k","client":{"id":"cli","mode":"cli","version":"2026.3.13","platform":"linux","deviceFamily":"Linux"},"role":"operator","scopes":["operator.read","operator.write"],"approvedVia":"silent","requestId":"r","at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        { new PairingRejected("d", "r", At), "pairing.rejected.v1", """{"deviceId":"d","requestId":"r","at":"2026-09-21T14:13:20.123+00:00"}""" },
        {
            new DeviceTokenIssued("d", Role.Node, ScopeSet.Empty, 3, At),
            "pairing.token-issued.v1",
            """{"deviceId":"d","role":"node","scopes":[],"generation":3,"at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        { new DeviceTokenRevoked("d", Role.Operator, At), "pairing.token-revoked.v1", """{"deviceId":"d","role":"operator","at":"2026-09-21T14:13:20.123+00:00"}""" },
        { new DeviceRenamed("d", "Kitchen", At), "pairing.device-renamed.v1", """{"deviceId":"d","label":"Kitchen","at":"2026-09-21T14:13:20.123+00:00"}""" },
        { new DeviceRemoved("d", At), "pairing.device-removed.v1", """{"deviceId":"d","at":"2026-09-21T14:13:20.123+00:00"}""" },
    };

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Stored_bytes_are_these_and_read_back_as_the_event(IPairingEvent @event, string manifest, string json)
    {
        var (written, bytes) = GatewayPayloads.Registry.Serialize(@event);

        Assert.Equal(manifest, written);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(bytes).RootElement), Encoding.UTF8.GetString(bytes));
        Assert.Equal(@event, GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void A_snapshot_reads_back_as_the_state()
    {
        const string Json = """{"devices":[{"deviceId":"d","publicKey":"k","client":{"id":"cli","mode":"cli","version":"2026.3.13","platform":"linux","deviceFamily":"Linux"},"grants":[{"role":"operator","scopes":["operator.read","operator.write"],"token":{"generation":2,"scopes":["operator.read","operator.write"],"issuedAt":"2026-09-21T14:13:20.123+00:00","revokedAt":"2026-09-21T14:13:20.123+00:00"}},{"role":"node","scopes":[]}],"label":"Kitchen","approvedVia":"operator","createdAt":"2026-09-21T14:13:20.123+00:00","approvedAt":"2026-09-21T14:13:20.123+00:00"}],"pending":[{"requestId":"r","deviceId":"e","publicKey":"k2","client":{"id":"cli","mode":"cli","version":"2026.3.13","platform":"linux","deviceFamily":"Linux"},"role":"node","scopes":[],"reason":"not-paired","remoteIp":"10.0.0.1","requestedAt":"2026-09-21T14:13:20.123+00:00"}]}""";
        var state = PairingState.Empty.Apply(
        [
            new DevicePaired("d", "k", Client, Role.Operator, Scopes, "silent", "r", At),
            new DevicePaired("d", "k", Client, Role.Node, ScopeSet.Empty, "operator", "r", At),
            new DeviceTokenIssued("d", Role.Operator, Scopes, 2, At),
            new DeviceTokenRevoked("d", Role.Operator, At),
            new DeviceRenamed("d", "Kitchen", At),
            new PairingRequested(
                new PendingPairing { RequestId = "r", DeviceId = "e", PublicKey = "k2", Client = Client, Role = Role.Node, Scopes = ScopeSet.Empty, Reason = "not-paired", RemoteIp = "10.0.0.1", RequestedAt = At },
                At),
        ]);

        var (manifest, bytes) = GatewayPayloads.Registry.Serialize(state);
        var read = (PairingState)GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(Json));

        Assert.Equal("pairing.snapshot.v1", manifest);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Json).RootElement, JsonDocument.Parse(bytes).RootElement), Encoding.UTF8.GetString(bytes));
        Assert.Equal(state.Pending["e"], read.Pending["e"]);
        Assert.Equal(state.Devices["d"].Grants, read.Devices["d"].Grants);
        Assert.Equal(state.Devices["d"] with { Grants = read.Devices["d"].Grants }, read.Devices["d"]);
    }

    [Fact]
    public void A_role_of_a_newer_version_is_refused() => Assert.Throws<JsonException>(() =>
        GatewayPayloads.Registry.Deserialize("pairing.token-revoked.v1", """{"deviceId":"d","role":"overlord","at":"2026-09-21T14:13:20+00:00"}"""u8));

    [Fact]
    public void Manifests_are_these() => Assert.Equal(
        [
            "pairing.device-paired.v1", "pairing.device-removed.v1", "pairing.device-renamed.v1", "pairing.rejected.v1", "pairing.requested.v1", "pairing.snapshot.v1", "pairing.token-issued.v1", "pairing.token-revoked.v1",
            "run.answer.v1", "run.ledger-entry.v1",
            "session.compacted.v1", "session.created.v1", "session.deleted.v1", "session.imported.v1", "session.message-appended.v1", "session.patched.v1", "session.preview.v1", "session.reset.v1", "session.row.v1",
            "session.run-accepted.v1", "session.run-ended.v1", "session.run-joined.v1", "session.run-resumed.v1", "session.run-started.v1", "session.run-suspended.v1", "session.snapshot.v1",
            "usage.row.v1",
        ],
        GatewayPayloads.Registry.Manifests.Where(manifest => !manifest.StartsWith("approvals.", StringComparison.Ordinal)));
}
