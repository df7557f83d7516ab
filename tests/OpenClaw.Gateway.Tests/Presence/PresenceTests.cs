using System.Text.Json;
using Akka.Actor;

namespace OpenClaw.Gateway.Tests.Presence;

public sealed class PresenceTests : GatewayTest
{
    private static readonly TimeSpan s_coalesce = TimeSpan.FromMilliseconds(100);

    [Fact]
    [Trait("Statement", "PROTO-08")]
    [Trait("Statement", "PROTO-09")]
    [Trait("Statement", "METH-04")]
    [Trait("Statement", "HEALTH-10")]
    public async Task A_client_is_in_its_own_hello_and_in_the_list_with_what_it_said()
    {
        var (socket, hello) = await ConnectAsync("openclaw-macos", "ui", instanceId: "Inst-1", displayName: "Desk", device: 1);
        var listed = await socket.CallAsync("system-presence");
        Assert.Equal(listed.GetRawText(), hello.GetProperty("snapshot").GetProperty("presence").GetRawText());
        Assert.Equal(["gateway", "ui"], listed.EnumerateArray().Select(row => row.GetProperty("mode").GetString()));
        var row = listed[1];
        Assert.Equal(
            ("Desk", "1.2.3", "linux", "Linux", "vm", "Inst-1", "connect"),
            (Text(row, "host"), Text(row, "version"), Text(row, "platform"), Text(row, "deviceFamily"), Text(row, "modelIdentifier"), Text(row, "instanceId"), Text(row, "reason")));
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), row.GetProperty("ts").GetInt64());
    }

    [Fact]
    [Trait("Statement", "PROTO-11")]
    public async Task Rows_carry_an_ip_that_others_can_use()
    {
        var peer = new OpenClaw.Gateway.Connections.RemotePeer { Address = System.Net.IPAddress.Parse("203.0.113.9"), Host = "claw" };
        var (socket, _) = await ConnectAsync("test", "test", protocol: 3, instanceId: "far", socket: new FakeSocket { Peer = peer });
        await socket.CallAsync("health");
        var (admin, _) = await ConnectAsync();
        var listed = await admin.CallAsync("system-presence");
        Assert.Equal(["192.0.2.2", "203.0.113.9"], listed.EnumerateArray().Select(row => Text(row, "ip")));
    }

    [Fact]
    [Trait("Statement", "EVT-02")]
    [Trait("Statement", "EVT-03")]
    public async Task Changes_are_pushed_to_all_in_one_event_with_a_higher_version()
    {
        var (admin, hello) = await ConnectAsync();
        var before = hello.GetProperty("snapshot").GetProperty("stateVersion").GetProperty("presence").GetInt64();
        await ConnectAsync("test", "test", instanceId: "a");
        await ConnectAsync("test", "test", instanceId: "b");
        Advance(s_coalesce);
        var @event = await admin.EventAsync("presence");
        Assert.Equal(3, @event.GetProperty("payload").GetProperty("presence").GetArrayLength());
        Assert.Equal(before + 2, @event.GetProperty("stateVersion").GetProperty("presence").GetInt64());
        Assert.True(@event.GetProperty("stateVersion").TryGetProperty("health", out _));
        Advance(s_coalesce);
        await admin.CallAsync("health");
        Assert.DoesNotContain(admin.Unread(), frame => frame.TryGetProperty("event", out var name) && name.GetString() == "presence");
    }

    [Fact]
    [Trait("Statement", "METH-05")]
    [Trait("Statement", "PROTO-10")]
    public async Task A_system_event_is_listed_when_it_is_answered_and_pushed_after()
    {
        var (admin, _) = await ConnectAsync();
        var answer = await admin.CallAsync(
            "system-event",
            """{"text":"Node: bench","deviceId":"dev-1","instanceId":"bench-1","host":"bench-host","ip":"192.0.2.9","mode":"ui","lastInputSeconds":3,"reason":"periodic","roles":["operator"],"scopes":["operator.read"],"tags":["x"]}""");
        Assert.Equal("""{"ok":true}""", answer.GetRawText());
        var row = (await admin.CallAsync("system-presence"))[1];
        Assert.Equal(("Node: bench", "192.0.2.9", "periodic", 3), (Text(row, "text"), Text(row, "ip"), Text(row, "reason"), row.GetProperty("lastInputSeconds").GetInt32()));
        Assert.Equal("""["x"]""", row.GetProperty("tags").GetRawText());

        // At once, and each report by itself: no timer stands between.
        Assert.Equal(2, (await admin.EventAsync("presence")).GetProperty("payload").GetProperty("presence").GetArrayLength());
        await admin.CallAsync("system-event", """{"text":"Node: again","deviceId":"dev-1","instanceId":"bench-1"}""");
        Assert.Equal("Node: again", Text((await admin.EventAsync("presence")).GetProperty("payload").GetProperty("presence")[1], "text"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \\t ")]
    public async Task A_system_event_that_says_nothing_is_refused(string text)
    {
        var (admin, _) = await ConnectAsync();
        Assert.Equal("INVALID_REQUEST", (await admin.ErrorAsync("system-event", $$"""{"text":"{{text}}"}""")).GetProperty("code").GetString());
        Assert.Equal(1, (await admin.CallAsync("system-presence")).GetArrayLength());
    }

    [Fact]
    public async Task An_empty_id_names_nobody()
    {
        var (admin, _) = await ConnectAsync();
        await admin.CallAsync("system-event", """{"text":" one ","instanceId":"","deviceId":" ","host":"h1"}""");
        await admin.CallAsync("system-event", """{"text":"two","instanceId":"","deviceId":"","host":"h2"}""");
        var rows = (await admin.CallAsync("system-presence")).EnumerateArray().Skip(1).ToList();
        Assert.Equal(["one", "two"], rows.Select(row => Text(row, "text")).Order());
        Assert.All(rows, row => Assert.False(row.TryGetProperty("instanceId", out _) || row.TryGetProperty("deviceId", out _)));
    }

    [Fact]
    public async Task A_row_is_marked_when_its_client_leaves_and_expires_after_five_minutes()
    {
        var (admin, _) = await ConnectAsync();
        var (socket, _) = await ConnectAsync("test", "test", instanceId: "gone");
        Advance(s_coalesce);
        await admin.EventAsync("presence");

        socket.End();
        await ChangedAsync(admin, rows: 2, reason: "disconnect");
        Advance(TimeSpan.FromMinutes(5));
        await ChangedAsync(admin, rows: 1, reason: "self");
        Assert.Equal(1, (await admin.CallAsync("system-presence")).GetArrayLength());
    }

    [Theory]
    [InlineData("cli", "cli")]
    [InlineData("gateway-client", "probe")]
    [InlineData("gateway-client", "backend")]
    public async Task Command_lines_probes_and_nameless_programs_leave_no_row(string clientId, string mode)
    {
        await ConnectAsync(clientId, mode);
        var (admin, _) = await ConnectAsync();
        Assert.Equal(1, (await admin.CallAsync("system-presence")).GetArrayLength());
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Waits for the change, and for the event that tells of it.</summary>
    private async Task ChangedAsync(FakeSocket admin, int rows, string reason)
    {
        var presence = Gateway.Gateway.Presence;
        await UntilAsync(
            async () =>
            {
                var state = Gateway.Gateway.PresenceSnapshot.Current.State;
                var hasChanged = state.Count + 1 == rows && state.Rows.Last().Reason == reason;

                // Whoever has changed the snapshot has also set the timer when it answers this.
                await SettleAsync(presence);
                return hasChanged;
            },
            $"presence shows {rows} rows with {reason}");
        Advance(s_coalesce);
        var @event = await admin.EventAsync("presence");
        Assert.Equal(rows, @event.GetProperty("payload").GetProperty("presence").GetArrayLength());
    }
}
