using OpenClaw.Domain.Presence;

namespace OpenClaw.Domain.Tests.Presence;

public sealed class PresenceStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    private readonly PresenceState _empty = PresenceState.StartedBy(new PresenceEntry { Text = "Gateway: host", At = Start, Mode = "gateway", Reason = "self" });

    [Fact]
    [Trait("Statement", "HEALTH-10")]
    public void The_gateway_is_always_first()
    {
        var state = _empty.Connected("c1", Client("i1", Start.AddSeconds(1))).Connected("c2", Client("i2", Start.AddSeconds(2)));
        Assert.Equal(["self", "connect", "connect"], state.Rows.Select(r => r.Reason));
        Assert.Equal([null, "i2", "i1"], state.Rows.Select(r => r.InstanceId));
    }

    [Fact]
    public void Rows_are_keyed_by_instance_without_regard_to_case()
    {
        var state = _empty.Connected("c1", Client("Phone", Start)).Connected("c2", Client("PHONE", Start.AddSeconds(1)));
        Assert.Equal(1, state.Count);
        Assert.Equal(3, state.Version);
    }

    [Fact]
    public void A_row_stays_while_any_connection_stands_behind_it_then_five_minutes()
    {
        var state = _empty.Connected("c1", Client("i", Start)).Connected("c2", Client("i", Start)).Disconnected("c1", Start);
        Assert.Equal("connect", state.Rows.Last().Reason);
        Assert.Null(state.NextExpiry);
        Assert.Same(state, state.Expired(Start.AddHours(1)));

        var gone = state.Disconnected("c2", Start.AddMinutes(1));
        Assert.Equal("disconnect", gone.Rows.Last().Reason);
        Assert.Equal(Start.AddMinutes(6), gone.NextExpiry);
        Assert.Same(gone, gone.Expired(Start.AddMinutes(6).AddTicks(-1)));
        var expired = gone.Expired(Start.AddMinutes(6));
        Assert.Equal((0, gone.Version + 1), (expired.Count, expired.Version));
    }

    [Fact]
    public void A_row_names_the_sessions_that_its_connections_show_while_they_last()
    {
        var state = _empty.Connected("c1", Client("i", Start)).Connected("c2", Client("i", Start));
        state = state.Watching("c1", ["agent:main:b", "agent:main:a"]).Watching("c2", ["agent:main:b", "agent:main:c"]);
        Assert.Equal(["agent:main:a", "agent:main:b", "agent:main:c"], state.Rows.Last().WatchedSessions.AsEnumerable());

        // Only what the others see is another version.
        Assert.Equal(state.Version, state.Watching("c2", ["agent:main:c"]).Version);
        Assert.Same(state, state.Watching("no row", ["agent:main:a"]));

        var one = state.Disconnected("c1", Start);
        Assert.Equal((state.Version + 1, "connect"), (one.Version, one.Rows.Last().Reason));
        Assert.Equal(["agent:main:b", "agent:main:c"], one.Rows.Last().WatchedSessions.AsEnumerable());
        Assert.Empty(one.Disconnected("c2", Start).Rows.Last().WatchedSessions);
        Assert.Empty(one.Watching("c2", []).Rows.Last().WatchedSessions);
    }

    [Fact]
    public void A_row_names_at_most_so_many_sessions()
    {
        var state = _empty.Connected("c", Client("i", Start)).Watching("c", [.. Enumerable.Range(0, 100).Select(i => $"agent:main:{i}")]);
        Assert.Equal(PresenceState.MaxWatchedSessions, state.Rows.Last().WatchedSessions.Length);
    }

    [Fact]
    public void At_two_hundred_the_oldest_makes_room_disconnected_first()
    {
        var state = _empty.Connected("kept", Client("kept", Start));
        for (var i = 0; i < PresenceState.MaxEntries + 50; i++)
        {
            state = state.Connected($"c{i}", Client($"i{i}", Start.AddSeconds(i + 1))).Disconnected($"c{i}", Start.AddSeconds(i + 1));
        }

        Assert.Equal(PresenceState.MaxEntries, state.Count);
        Assert.Contains(state.Rows, r => r.InstanceId == "kept");
        Assert.DoesNotContain(state.Rows, r => r.InstanceId == "i0");
    }

    [Fact]
    public void A_loopback_address_never_replaces_a_useful_one()
    {
        var state = _empty.Noted(Note("i", "192.0.2.7")).Connected("c", Client("i", Start) with { Ip = "127.0.0.1" });
        Assert.Equal("192.0.2.7", state.Rows.Last().Ip);
        Assert.Null(_empty.Connected("c", Client("i", Start) with { Ip = "::1" }).Rows.Last().Ip);
    }

    [Fact]
    public void A_note_keeps_what_it_does_not_say()
    {
        var state = _empty.Connected("c", Client("i", Start) with { Version = "1.0", Roles = ["operator"], Tags = ["x"] })
            .Noted(Note("I", null) with { LastInputSeconds = 3, Reason = "periodic", Roles = ["node"] });
        var row = state.Rows.Last();
        Assert.Equal(("1.0", 3d, "periodic", "Node: note"), (row.Version, row.LastInputSeconds, row.Reason, row.Text));
        Assert.Equal<string>(["operator", "node"], row.Roles.AsEnumerable());
        Assert.Equal<string>(["x"], row.Tags.AsEnumerable());
        Assert.True(row.IsConnected);
    }

    [Theory]
    [InlineData("cli", "i", "d", false)]
    [InlineData("probe", "i", null, false)]
    [InlineData("backend", null, null, false)]
    [InlineData("backend", "i", null, true)]
    [InlineData("ui", null, null, true)]
    [InlineData("node", null, "d", true)]
    public void The_cli_probes_and_nameless_programs_leave_no_row(string mode, string? instanceId, string? deviceId, bool listed) =>
        Assert.Equal(listed, PresenceState.IsListed(mode, instanceId, deviceId));

    private static PresenceEntry Client(string instanceId, DateTimeOffset at) =>
        new() { Text = $"Node: {instanceId}", At = at, InstanceId = instanceId, Mode = "ui", Reason = "connect" };

    private static PresenceEntry Note(string instanceId, string? ip) =>
        new() { Text = "Node: note", At = Start.AddSeconds(30), InstanceId = instanceId, Ip = ip };
}
