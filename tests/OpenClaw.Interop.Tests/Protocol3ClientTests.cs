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

    /// <summary>The ACP bridge of 2026.3.13 makes up keys such as <c>acp:ID</c> and waits for events under exactly that one.</summary>
    [Theory]
    [InlineData("acp:5c1f", "hello from an editor")]
    [InlineData("acp:5c1f", "/status")]
    [InlineData("main", "hello again")]
    public async Task Chat_events_name_the_session_as_its_client_did(string sent, string message)
    {
        await using var peer = Connect("v3");
        await peer.WaitAsync("hello");
        await using var other = PeerProcess.Start("reference.mjs", fixture.Gateway.Url, GatewayProcess.Token);
        await other.WaitAsync("hello");
        var runId = Guid.NewGuid().ToString();

        await peer.CallAsync("chat.send", new { sessionKey = sent, message, idempotencyKey = runId });
        var (final, _) = await peer.EventAsync("chat", predicate: payload => payload.String("runId") == runId && payload.String("state") == "final");
        var (seen, _) = await other.EventAsync("chat", predicate: payload => payload.String("runId") == runId && payload.String("state") == "final");

        Assert.Equal(sent, final.Property("payload").String("sessionKey"));
        Assert.Equal($"agent:main:{sent}", seen.Property("payload").String("sessionKey"));
        var events = peer.Lines.Where(line => line.String("kind") == "event" && line.Property("payload").String("runId") == runId).ToList();
        Assert.All(events, line => Assert.Equal(sent, line.Property("payload").String("sessionKey")));
        Assert.Equal(message.StartsWith('/') ? ["chat"] : ["agent", "chat"], events.Select(static line => line.String("event")).Distinct().Order());
    }

    private PeerProcess Connect(string signature) =>
        PeerProcess.Start("protocol3.mjs", fixture.Gateway.Url, GatewayProcess.Token, new() { ["SIGNATURE_VERSION"] = signature });
}
