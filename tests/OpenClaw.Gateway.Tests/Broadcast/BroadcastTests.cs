using System.Text;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.Tests.Broadcast;

public sealed class BroadcastTests : GatewayTest
{
    [Fact]
    [Trait("Statement", "GAP-02")]
    [Trait("Statement", "PROTO-07")]
    public async Task Every_connection_counts_its_own_events_without_a_hole()
    {
        var (admin, _) = await ConnectAsync();
        var (pairing, _) = await ConnectAsync(scopes: """["operator.pairing"]""");
        var (nothing, _) = await ConnectAsync("test", "test");
        await SettleAsync(admin, pairing, nothing);
        for (var i = 0; i < 5; i++)
        {
            Publish(EventNames.Cron, "{\"jobId\":\"j\",\"action\":\"started\"}");
            Publish(EventNames.DevicePairResolved, "{\"requestId\":\"r\",\"deviceId\":\"d\",\"decision\":\"approved\",\"ts\":1}");
            Publish(EventNames.Heartbeat, "{\"ts\":1,\"status\":\"skipped\"}");
        }

        await SettleAsync(admin, pairing, nothing);
        Assert.Equal(Enumerable.Range(1, 15), Seqs(admin));
        Assert.Equal(Enumerable.Range(1, 10), Seqs(pairing));
        Assert.Equal(Enumerable.Range(1, 5), Seqs(nothing));
    }

    [Fact]
    [Trait("Statement", "GAP-01")]
    public async Task What_a_client_missed_is_not_sent_again_when_it_comes_back()
    {
        var (first, _) = await ConnectAsync(instanceId: "same");
        Publish(EventNames.Heartbeat, "{\"ts\":1,\"status\":\"skipped\"}");
        Assert.Equal(1, (await first.EventAsync(EventNames.Heartbeat)).GetProperty("payload").GetProperty("ts").GetInt32());
        first.Abort();
        Publish(EventNames.Heartbeat, "{\"ts\":2,\"status\":\"skipped\"}");

        var (again, _) = await ConnectAsync(instanceId: "same");
        Publish(EventNames.Heartbeat, "{\"ts\":3,\"status\":\"skipped\"}");
        Assert.Equal(3, (await again.EventAsync(EventNames.Heartbeat)).GetProperty("payload").GetProperty("ts").GetInt32());
        await SettleAsync(again);
        Assert.DoesNotContain(again.Unread(), frame => IsEvent(frame) && frame.GetProperty("event").GetString() == EventNames.Heartbeat);
    }

    [Fact]
    public async Task Scopes_of_events_follow_the_protocol_version()
    {
        var (older, _) = await ConnectAsync("test", "test", protocol: 3);
        var (newer, _) = await ConnectAsync("test", "test", protocol: 4);
        var (node, _) = await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 9);
        await SettleAsync(older, newer);
        older.Unread();
        newer.Unread();
        node.Unread();
        Publish(EventNames.Agent, "{\"runId\":\"r\",\"stream\":\"assistant\",\"data\":{},\"seq\":1,\"ts\":1}");
        await SettleAsync(older, newer);
        Assert.Equal("r", (await older.EventAsync(EventNames.Agent)).GetProperty("payload").GetProperty("runId").GetString());
        Assert.DoesNotContain(newer.Unread(), IsEvent);
        Assert.DoesNotContain(node.Unread(), IsEvent);
    }

    [Fact]
    public async Task Followers_hear_of_their_run_alone_and_of_nothing_once_they_stop()
    {
        var (follower, other) = (CreateTestProbe(), CreateTestProbe());
        var (first, second) = (RunId.Parse("first"), RunId.Parse("second"));
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.FollowRun(first), follower);
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.FollowRun(second), other);

        Say(first, "one");
        Say(first, "two");
        Say(second, "three");

        Assert.Equal("one", follower.ExpectMsg<RunSaid>().Text);
        Assert.Equal("two", follower.ExpectMsg<RunSaid>().Text);
        Assert.Equal("three", other.ExpectMsg<RunSaid>().Text);
        Sys.Stop(follower);
        Say(first, "four");
        var (admin, _) = await ConnectAsync();
        await SettleAsync(admin);
        other.ExpectNoMsg(TimeSpan.Zero);

        void Say(RunId run, string text) => Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.Agent, "{\"runId\":\"r\",\"stream\":\"assistant\",\"data\":{},\"seq\":1,\"ts\":1}"u8.ToArray()) { Said = new RunSaid(run, text) });
    }

    [Fact]
    public async Task Protocol_3_gets_its_own_payload_where_there_is_one()
    {
        var (older, _) = await ConnectAsync("cli", "cli", protocol: 3, device: 1);
        var (newer, _) = await ConnectAsync();
        await SettleAsync(older, newer);
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.Chat,
            "{\"runId\":\"r\",\"sessionKey\":\"k\",\"seq\":1,\"state\":\"delta\",\"deltaText\":\"x\"}"u8.ToArray(),
            PayloadV3: "{\"runId\":\"r\",\"sessionKey\":\"k\",\"seq\":1,\"state\":\"delta\"}"u8.ToArray()));
        Assert.False((await older.EventAsync(EventNames.Chat)).GetProperty("payload").TryGetProperty("deltaText", out _));
        Assert.True((await newer.EventAsync(EventNames.Chat)).GetProperty("payload").TryGetProperty("deltaText", out _));
    }

    [Fact]
    public async Task An_audience_narrows_down_who_gets_an_event()
    {
        var (first, _) = await ConnectAsync(instanceId: "one");
        var (second, _) = await ConnectAsync(instanceId: "two");
        await SettleAsync(first, second);
        first.Unread();
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.Cron, "{\"jobId\":\"j\",\"action\":\"started\"}"u8.ToArray(), Audience: caller => caller.InstanceId == "two"));
        await second.EventAsync(EventNames.Cron);
        await SettleAsync(first);
        Assert.DoesNotContain(first.Unread(), frame => IsEvent(frame) && frame.GetProperty("event").GetString() == EventNames.Cron);
    }

    [Fact]
    public async Task A_slow_client_goes_without_what_may_be_dropped_and_is_closed_for_what_may_not()
    {
        var (slow, _) = await ConnectAsync();
        await SettleAsync(slow);
        slow.IsFull = true;
        Publish(EventNames.Cron, "{\"jobId\":\"j\",\"action\":\"started\"}");
        var (good, _) = await ConnectAsync();
        Assert.False(slow.ClosedAsync().IsCompleted);
        Publish(EventNames.Chat, "{\"runId\":\"r\",\"sessionKey\":\"k\",\"seq\":1,\"state\":\"final\"}");
        Assert.Equal((1008, "slow consumer"), await slow.ClosedAsync());
        await good.EventAsync(EventNames.Chat);
    }

    [Fact]
    public async Task An_event_that_the_protocol_does_not_have_is_dropped()
    {
        var (socket, _) = await ConnectAsync();
        await SettleAsync(socket);
        Publish("no.such.event", "{}");
        await SettleAsync(socket);
        Assert.DoesNotContain(socket.Unread(), IsEvent);
    }

    private static bool IsEvent(System.Text.Json.JsonElement frame) => frame.GetProperty("type").GetString() == "event";

    private static IEnumerable<int> Seqs(FakeSocket socket) =>
        socket.Unread().Where(frame => frame.TryGetProperty("seq", out _)).Select(frame => frame.GetProperty("seq").GetInt32());

    private void Publish(string name, string payload) =>
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(name, Encoding.UTF8.GetBytes(payload)));

    /// <summary>Waits until the broadcaster has dealt with what it was told: it answers an identify message in its turn.</summary>
    private async Task SettleAsync(params FakeSocket[] sockets)
    {
        foreach (var socket in sockets)
        {
            await socket.CallAsync("health");
        }

        Gateway.Gateway.Broadcast.Tell(new Identify(1), TestActor);
        await ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
    }
}
