using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>The npm package @openclaw/gateway-client, unmodified, against the gateway in a process of its own.</summary>
public sealed class ReferenceClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private GatewayProcess Gateway => fixture.Gateway;

    [Fact]
    [Trait("Statement", "PROTO-01")]
    [Trait("Statement", "SNAP-01")]
    [Trait("Statement", "SNAP-02")]
    public async Task Connects_with_the_shared_token_and_keeps_its_scopes()
    {
        await using var peer = Connect();

        var hello = (await peer.WaitAsync("hello")).Line.Property("payload");

        Assert.Equal(4, hello.Int32("protocol"));
        Assert.Contains("operator.admin", hello.Property("auth").Strings("scopes"));
        Assert.NotEmpty(hello.Property("snapshot").Items("presence"));
        Assert.True(hello.Property("snapshot").Property("health").Boolean("ok"));
        Assert.True(hello.Property("policy").Int32("tickIntervalMs") > 0);
    }

    [Fact]
    [Trait("Statement", "METH-01")]
    [Trait("Statement", "METH-03")]
    [Trait("Statement", "METH-04")]
    [Trait("Statement", "SNAP-04")]
    public async Task Health_status_and_presence_answer()
    {
        await using var peer = Connect();
        await peer.WaitAsync("hello");

        var health = await peer.CallAsync("health");
        Assert.True(health.Boolean("ok"));
        Assert.Equal("main", health.String("defaultAgentId"));
        Assert.NotNull((await peer.CallAsync("status")).Property("sessions").Int32("count"));
        var presence = await peer.CallAsync("system-presence");
        Assert.Equal("gateway", presence[0].String("mode"));
    }

    [Fact]
    [Trait("Statement", "PROTO-12")]
    [Trait("Statement", "PROTO-13")]
    [Trait("Statement", "PROTO-15")]
    [Trait("Statement", "METH-07")]
    [Trait("Statement", "EVT-01")]
    [Trait("Statement", "GAP-02")]
    public async Task Agent_answers_twice_and_streams_in_order_between_the_two()
    {
        await using var peer = Connect();
        await peer.WaitAsync("hello");

        var text = await RunAssertions.RunTurnAsync(peer, "agent:main:reference", "the quick brown fox");

        Assert.Contains("the quick brown fox", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_idempotency_key_is_answered_from_the_first_run()
    {
        await using var peer = Connect();
        await peer.WaitAsync("hello");
        var key = Guid.NewGuid().ToString();

        var first = await peer.CallAsync("agent", new { message = "once", sessionKey = "agent:main:idem", idempotencyKey = key }, final: true);
        var events = peer.Events("agent").Count;
        var second = await peer.CallAsync("agent", new { message = "once", sessionKey = "agent:main:idem", idempotencyKey = key }, final: true);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(events, peer.Events("agent").Count);
    }

    [Fact]
    [Trait("Statement", "CHAT-01")]
    [Trait("Statement", "CHAT-02")]
    [Trait("Statement", "CHAT-04")]
    public async Task Chat_sends_streams_and_keeps_history()
    {
        await using var peer = Connect();
        await peer.WaitAsync("hello");
        var key = Guid.NewGuid().ToString();

        var started = await peer.CallAsync("chat.send", new { sessionKey = "agent:main:chat", message = "one two three", idempotencyKey = key });
        Assert.Equal("started", started.String("status"));
        await peer.EventAsync("chat", predicate: payload => payload.String("runId") == key && payload.String("state") == "final");

        var history = await peer.CallAsync("chat.history", new { sessionKey = "agent:main:chat" });
        Assert.Equal(["user", "assistant"], history.Items("messages").Select(static message => message.String("role")));
        RunAssertions.AssertNoHoles(peer.Lines);
    }

    [Fact]
    [Trait("Statement", "EVT-02")]
    [Trait("Statement", "EVT-03")]
    [Trait("Statement", "METH-05")]
    public async Task System_event_reaches_the_other_client_as_presence()
    {
        await using var watching = Connect();
        await using var speaking = Connect();
        await watching.WaitAsync("hello");
        await speaking.WaitAsync("hello");
        var instance = Guid.NewGuid().ToString();

        Assert.True((await speaking.CallAsync("system-event", new { text = "Node: desk", instanceId = instance, host = "desk", mode = "ui" })).Boolean("ok"));

        var (line, _) = await watching.EventAsync("presence", predicate: payload => payload.Items("presence").Any(entry => entry.String("instanceId") == instance));
        Assert.True(line.Property("stateVersion").Int64("presence") > 0);
    }

    [Fact]
    [Trait("Statement", "VAL-01")]
    [Trait("Statement", "VAL-03")]
    public async Task Wrong_requests_are_refused_and_the_connection_lives()
    {
        await using var peer = Connect();
        await peer.WaitAsync("hello");

        Assert.Equal(("INVALID_REQUEST", "unknown method: no.such"), await peer.RefusedAsync("no.such"));
        var (code, message) = await peer.RefusedAsync("health", new { nonsense = 1 });
        Assert.Equal("INVALID_REQUEST", code);
        Assert.StartsWith("invalid health params", message, StringComparison.Ordinal);
        Assert.True((await peer.CallAsync("health")).Boolean("ok"));
    }

    private PeerProcess Connect() => PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
}
