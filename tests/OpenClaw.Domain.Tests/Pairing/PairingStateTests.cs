using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using OpenClaw.Domain.Tests.Access;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Pairing;

public sealed class PairingStateTests
{
    private readonly Handshakes _gateway = new();

    [Fact]
    public void Replaying_the_events_gives_the_live_state()
    {
        _gateway.Accept(_gateway.Signed(Client("cli", "cli", scopes: ["operator.read"])));
        _gateway.Accept(_gateway.Signed(Client("cli", "cli")));
        _gateway.Refuse(_gateway.Signed(Client(), device: 2), Remote);
        _gateway.Accept(_gateway.Signed(Client("node-host", "node", role: "node"), device: 3));

        var replayed = PairingState.Empty.Apply(_gateway.Events);
        Assert.Equal(_gateway.Pairing.Devices.Keys.Order(), replayed.Devices.Keys.Order());
        foreach (var device in _gateway.Pairing.Devices.Values)
        {
            var twin = replayed.Devices[device.DeviceId];
            Assert.Equal((device.PublicKey, device.Client, device.CreatedAt, device.ApprovedAt), (twin.PublicKey, twin.Client, twin.CreatedAt, twin.ApprovedAt));
            Assert.Equal(device.Grants, twin.Grants);
        }

        Assert.Equal(_gateway.Pairing.Pending.Values, replayed.Pending.Values);
    }

    [Fact]
    public void Pending_requests_are_bounded()
    {
        _gateway.Pairing = _gateway.Pairing with
        {
            Pending = Enumerable.Range(0, PairingState.MaxPending).Select(i => Waiting($"device-{i}")).ToImmutableDictionaryById(),
        };
        Assert.Equal(RefusalCode.Unavailable, _gateway.Refuse(_gateway.Signed(Client()), Remote).Code);
        _gateway.Now += PendingPairing.Lifetime;
        Assert.Equal(RefusalCode.NotPaired, _gateway.Refuse(_gateway.Signed(Client()), Remote).Code);
        Assert.Single(_gateway.Pairing.Pending);
    }

    [Fact]
    public void A_rejected_request_is_gone_and_a_removed_device_pairs_again()
    {
        var requestId = Detail(_gateway.Refuse(_gateway.Signed(Client()), Remote), "requestId")!;
        _gateway.Pairing = _gateway.Pairing.Apply(PairingDecider.Reject(_gateway.Pairing, requestId, _gateway.Now).Events);
        Assert.Equal("unknown requestId", PairingDecider.Approve(_gateway.Pairing, requestId, ScopeSet.All, _gateway.Now).Error);

        _gateway.Accept(_gateway.Signed(Client("cli", "cli"), device: 2));
        Assert.Equal(Scope.Admin, PairingDecider.Remove(_gateway.Pairing, DeviceId(2), new(ScopeSet.Of(Scope.Pairing)), _gateway.Now).MissingScope);
        Assert.False(PairingDecider.Remove(_gateway.Pairing, DeviceId(2), new(ScopeSet.Of(Scope.Pairing), DeviceId(2)), _gateway.Now).IsRejected);
        _gateway.Pairing = _gateway.Pairing.Apply(PairingDecider.Remove(_gateway.Pairing, DeviceId(2), new(ScopeSet.All), _gateway.Now).Events);
        Assert.Equal("not-paired", Detail(_gateway.Refuse(_gateway.Signed(Client("cli", "cli"), device: 2), Remote), "reason"));
        Assert.Equal("unknown deviceId", PairingDecider.Remove(_gateway.Pairing, DeviceId(2), new(ScopeSet.All), _gateway.Now).Error);
    }

    [Fact]
    public void Who_may_pair_may_remove_a_device_that_is_no_administrators()
    {
        var client = new ClientDescription { Id = "test", Mode = "test", Version = "1", Platform = "linux" };
        var state = PairingState.Empty.Apply(new DevicePaired("d", "k", client, Role.Operator, ScopeSet.Of(Scope.Read), "operator", "r", _gateway.Now));
        var decision = PairingDecider.Remove(state, "d", new(ScopeSet.Of(Scope.Pairing)), _gateway.Now);
        Assert.False(decision.IsRejected);
        Assert.Empty(state.Apply(decision.Events).Devices);
    }

    [Fact]
    public void Platform_is_pinned_by_its_leading_word()
    {
        var mac = Client("cli", "cli") with { Client = Client("cli", "cli").Client with { Platform = "macOS 15.1", DeviceFamily = "Mac" } };
        _gateway.Accept(_gateway.Signed(mac));
        _gateway.Accept(_gateway.Signed(mac with { Client = mac.Client with { Platform = "macos 26.0" } }), Remote);
        var other = mac with { Client = mac.Client with { Platform = "linux" } };
        Assert.Equal("metadata-upgrade", Detail(_gateway.Refuse(_gateway.Signed(other), Remote), "reason"));
        _gateway.Accept(_gateway.Signed(other));
        Assert.Equal("linux", _gateway.Pairing.Devices[DeviceId(1)].Client.Platform);
    }

    private PendingPairing Waiting(string deviceId) => new()
    {
        RequestId = $"request of {deviceId}",
        DeviceId = deviceId,
        PublicKey = "key",
        Client = Client().Client,
        Role = Role.Operator,
        Scopes = ScopeSet.Empty,
        Reason = "not-paired",
        RequestedAt = _gateway.Now,
    };
}

internal static class PendingExtensions
{
    public static System.Collections.Immutable.ImmutableDictionary<string, PendingPairing> ToImmutableDictionaryById(this IEnumerable<PendingPairing> requests) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(requests.Select(r => KeyValuePair.Create(r.DeviceId, r)));
}
