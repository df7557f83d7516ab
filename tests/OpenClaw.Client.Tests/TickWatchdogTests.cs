using OpenClaw.TestSupport;

namespace OpenClaw.Client.Tests;

public sealed class TickWatchdogTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Two_silent_intervals_close_the_connection_with_4000()
    {
        var time = new ManualTime();
        await using var gateway = await ScriptedGateway.StartAsync();
        await using var client = await GatewayClient.ConnectAsync(Options(gateway, time));

        time.Advance(Tick);
        Assert.False(client.Closed.IsCompleted);
        time.Advance(Tick);

        Assert.Equal(GatewayClose.TickTimeout, (await client.Closed).Code);
    }

    [Fact]
    public async Task Any_frame_shows_life()
    {
        var time = new ManualTime();
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", "1");
        await using var client = await GatewayClient.ConnectAsync(Options(gateway, time));

        for (var i = 0; i < 5; i++)
        {
            time.Advance(Tick);
            await client.CallAsync("health");
        }

        Assert.False(client.Closed.IsCompleted);
    }

    private static GatewayClientOptions Options(ScriptedGateway gateway, TimeProvider time) =>
        new() { Address = gateway.Address, Token = ScriptedGateway.Token, Time = time };
}
