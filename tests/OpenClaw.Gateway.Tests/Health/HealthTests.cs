using Akka.Actor;
using OpenClaw.Gateway.Health;

namespace OpenClaw.Gateway.Tests.Health;

public sealed class HealthTests : GatewayTest
{
    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"probe":false}""")]
    [InlineData("""{"probe":true}""")]
    [Trait("Statement", "METH-01")]
    [Trait("Statement", "METH-02")]
    [Trait("Statement", "HEALTH-01")]
    [Trait("Statement", "HEALTH-02")]
    [Trait("Statement", "HEALTH-03")]
    [Trait("Statement", "HEALTH-04")]
    [Trait("Statement", "HEALTH-05")]
    [Trait("Statement", "HEALTH-06")]
    [Trait("Statement", "HEALTH-08")]
    public async Task Health_is_a_full_snapshot(string parameters)
    {
        var (socket, _) = await ConnectAsync();
        var health = await socket.CallAsync("health", parameters);
        Assert.True(health.GetProperty("ok").GetBoolean());
        Assert.Equal("main", health.GetProperty("defaultAgentId").GetString());
        Assert.Equal("main", health.GetProperty("agents")[0].GetProperty("agentId").GetString());
        Assert.True(health.GetProperty("uptimeMs").GetInt64() >= 0);
        Assert.Equal(parameters.Contains("true", StringComparison.Ordinal) ? 2 : 1, health.GetProperty("stateVersion").GetProperty("health").GetInt32());
        Assert.Equal("{}", health.GetProperty("channels").GetRawText());
        Assert.Equal(0, health.GetProperty("nodes").GetProperty("connected").GetInt32());
        Assert.Equal(0, health.GetProperty("sessions").GetProperty("count").GetInt32());
        Assert.Equal(26214400, health.GetProperty("constraints").GetProperty("maxPayload").GetInt32());
    }

    [Fact]
    [Trait("Statement", "METH-03")]
    public async Task Status_is_a_short_summary()
    {
        var (socket, _) = await ConnectAsync();
        var status = await socket.CallAsync("status");
        Assert.Equal("2026.11.0", status.GetProperty("runtimeVersion").GetString());
        Assert.Equal("echo/echo", status.GetProperty("sessions").GetProperty("defaults").GetProperty("model").GetString());
    }

    [Fact]
    [Trait("Statement", "SNAP-04")]
    public async Task A_snapshot_is_taken_and_pushed_every_minute()
    {
        var (socket, _) = await ConnectAsync("test", "test");
        await socket.CallAsync("health");
        Advance(TimeSpan.FromSeconds(60));
        var @event = await socket.EventAsync("health");
        Assert.Equal(2, @event.GetProperty("stateVersion").GetProperty("health").GetInt32());
        Assert.Equal(60_000, @event.GetProperty("payload").GetProperty("uptimeMs").GetInt32());
        Assert.Equal(@event.GetProperty("payload").GetRawText(), (await socket.CallAsync("health")).GetRawText());
    }

    [Fact]
    public async Task Reports_in_quick_succession_become_one_snapshot()
    {
        var (socket, _) = await ConnectAsync();
        await socket.CallAsync("health");
        for (var i = 1; i <= 3; i++)
        {
            var count = i;
            Gateway.Gateway.Health.Tell(new HealthProtocol.Report(facts => facts with
            {
                Agents = [facts.Agents[0] with { SessionCount = count, RecentSessions = [new RecentSession("agent:main:main", "s", Time.GetUtcNow().AddSeconds(-5))] }],
            }));
        }

        Gateway.Gateway.Health.Tell(new Identify(1), TestActor);
        await ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
        Advance(TimeSpan.FromMilliseconds(200));
        var payload = (await socket.EventAsync("health")).GetProperty("payload");
        Assert.Equal(3, payload.GetProperty("sessions").GetProperty("count").GetInt32());
        Assert.Equal(5_200, payload.GetProperty("sessions").GetProperty("recent")[0].GetProperty("age").GetInt32());
        var status = await socket.CallAsync("status");
        Assert.Equal("agent:main:main", status.GetProperty("sessions").GetProperty("recent")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task Newer_health_reaches_a_client_whose_hello_was_older()
    {
        await ConnectAsync();
        Gateway.Gateway.Health.Tell(new HealthProtocol.Report(facts => facts));
        Gateway.Gateway.Health.Tell(new Identify(1), TestActor);
        await ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
        Advance(TimeSpan.FromMilliseconds(200));
        Gateway.Gateway.Health.Tell(new Identify(2), TestActor);
        await ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
        var (late, hello) = await ConnectAsync();
        await late.CallAsync("status");
        Assert.Equal(2, hello.GetProperty("snapshot").GetProperty("stateVersion").GetProperty("health").GetInt32());
        Assert.DoesNotContain(late.Unread(), frame => frame.TryGetProperty("event", out var name) && name.GetString() == "health");
    }

    [Fact]
    public async Task Notes_that_wake_leaves_wait_in_status_the_oldest_giving_way()
    {
        var (socket, _) = await ConnectAsync();
        for (var i = 0; i < 22; i++)
        {
            Assert.Equal("""{"ok":true}""", (await socket.CallAsync("wake", $$"""{"mode":"now","text":"note {{i}}"}""")).GetRawText());
        }

        Gateway.Gateway.Health.Tell(new Identify(1), TestActor);
        await ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
        Advance(TimeSpan.FromMilliseconds(200));
        await socket.EventAsync("health");
        var queued = (await socket.CallAsync("status")).GetProperty("queuedSystemEvents");
        Assert.Equal((20, "note 2"), (queued.GetArrayLength(), queued[0].GetString()));
    }

    [Fact]
    public async Task Heartbeats_can_be_switched_and_none_was_ever_sent()
    {
        var (socket, _) = await ConnectAsync();
        Assert.Equal("""{"ok":true,"enabled":true}""", (await socket.CallAsync("set-heartbeats", """{"enabled":true}""")).GetRawText());
        Assert.Equal("null", (await socket.CallAsync("last-heartbeat")).GetRawText());
    }
}
