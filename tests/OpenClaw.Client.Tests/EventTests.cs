using OpenClaw.TestSupport;

namespace OpenClaw.Client.Tests;

public sealed class EventTests
{
    [Fact]
    [Trait("Statement", "CHAT-05")]
    public async Task One_connection_serves_calls_and_several_subscriptions_in_order()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("system-presence", """[{"host":"a"}]""");
        await using var client = await GatewayClient.ConnectAsync(Options(gateway));
        using var all = client.Subscribe();
        using var presence = client.Subscribe("presence");

        await gateway.BroadcastAsync("tick", """{"ts":1}""");
        await gateway.BroadcastAsync("presence", """{"presence":[]}""");
        await gateway.BroadcastAsync("presence", """{"presence":[{"host":"b"}]}""");

        Assert.Equal("a", (await client.CallAsync("system-presence"))[0].String("host"));
        Assert.Equal([("tick", 1L), ("presence", 2L), ("presence", 3L)], await TakeAsync(all, 3));
        Assert.Equal([("presence", 2L), ("presence", 3L)], await TakeAsync(presence, 2));
        Assert.Single(gateway.Connects);
    }

    [Fact]
    public async Task Full_buffer_ends_the_subscription_with_an_error_and_no_hole()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("flood", async call =>
        {
            for (var i = 0; i < 3; i++)
                await call.Connection.SendEventAsync("tick", "{}");
            await call.AnswerAsync("1");
        });
        await using var client = await GatewayClient.ConnectAsync(Options(gateway) with { EventCapacity = 2 });
        using var slow = client.Subscribe("tick");

        await client.CallAsync("flood");

        var seen = new List<long?>();
        await Assert.ThrowsAsync<EventOverflowException>(async () =>
        {
            await foreach (var received in slow)
                seen.Add(received.Sequence);
        });
        Assert.Equal([1L, 2L], seen);
    }

    [Fact]
    public async Task End_of_the_connection_ends_subscriptions_after_the_last_event()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        await using var client = await GatewayClient.ConnectAsync(Options(gateway));
        using var events = client.Subscribe();

        await gateway.BroadcastAsync("shutdown", """{"reason":"gateway stopping"}""");
        await gateway.CloseAllAsync(1012, "service restart");

        var names = new List<string>();
        await foreach (var received in events)
            names.Add(received.Name);
        Assert.Equal(["shutdown"], names);
        Assert.Equal(GatewayClose.ServiceRestart, (await client.Closed).Code);

        // A subscription taken after the end ends at once.
        await foreach (var received in client.Subscribe())
            Assert.Fail($"unexpected {received.Name}");
    }

    [Fact]
    public async Task Disposed_subscription_receives_no_more()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", "1");
        await using var client = await GatewayClient.ConnectAsync(Options(gateway));
        var events = client.Subscribe();
        events.Dispose();

        await gateway.BroadcastAsync("tick", "{}");
        await client.CallAsync("health");

        Assert.False(events.TryRead(out _));
    }

    private static async Task<List<(string, long?)>> TakeAsync(EventSubscription events, int count)
    {
        var taken = new List<(string, long?)>();
        while (taken.Count < count)
        {
            var received = await events.ReadAsync();
            taken.Add((received.Name, received.Sequence));
        }

        return taken;
    }

    private static GatewayClientOptions Options(ScriptedGateway gateway) => new() { Address = gateway.Address, Token = ScriptedGateway.Token };
}
