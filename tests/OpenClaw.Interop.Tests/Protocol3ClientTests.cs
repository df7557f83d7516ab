using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>A client of protocol 3 that signs as a device, as the command lines of early 2026 do.</summary>
public sealed class Protocol3ClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task Signed_device_is_let_in_and_runs_a_turn(string signature)
    {
        await using var peer = Connect(signature);

        var hello = (await peer.WaitAsync("hello")).Line.Property("payload");

        Assert.Equal(3, hello.Int32("protocol"));
        Assert.NotNull(hello.Property("auth").String("deviceToken"));
        Assert.True((await peer.CallAsync("health")).Boolean("ok"));
        Assert.NotNull((await peer.CallAsync("status")).Property("sessions").Int32("count"));
        Assert.Equal("gateway", (await peer.CallAsync("system-presence"))[0].String("mode"));
        await RunAssertions.RunTurnAsync(peer, $"agent:main:protocol3-{signature}", "hello from march");
    }

    [Fact]
    public async Task Parameters_of_the_old_command_line_are_taken()
    {
        await using var peer = Connect("v2");
        await peer.WaitAsync("hello");

        // The February command line names a channel that need not exist, since nothing is delivered.
        var final = await peer.CallAsync("agent", new { message = "hi", sessionKey = "agent:main:main", deliver = false, channel = "whatsapp", timeout = 60, lane = "main", idempotencyKey = Guid.NewGuid().ToString() }, final: true);

        Assert.Equal("ok", final.String("status"));
    }

    private PeerProcess Connect(string signature) =>
        PeerProcess.Start("protocol3.mjs", fixture.Gateway.Url, GatewayProcess.Token, new() { ["SIGNATURE_VERSION"] = signature });
}
