using System.Net;
using System.Text.Json;
using OpenClaw.Daemon.Http.Hooks;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>Webhooks: what starts a run, what leaves a note, and what stays outside.</summary>
public sealed class HooksDoorTests(DoorFixture door) : IClassFixture<DoorFixture>
{
    private static readonly (string, string) s_token = ("Authorization", "Bearer hook-secret");

    [Fact]
    [Trait("Statement", "RUN-19")]
    public async Task An_agent_hook_is_accepted_and_its_run_ends_with_a_note()
    {
        using var client = await ListenAsync(door);

        var (status, answer) = await door.PostAsync("/hooks/agent", new { message = "check the mail", name = "Mailbox" }, s_token);

        Assert.Equal(202, status);
        Assert.True(answer.GetProperty("ok").GetBoolean());
        var run = answer.GetProperty("runId").GetString()!;
        var final = await FinalAsync(client, run);
        Assert.StartsWith("agent:main:hook:", final.GetProperty("sessionKey").GetString(), StringComparison.Ordinal);
        var waited = await client.CallAsync("agent.wait", JsonSerializer.Serialize(new { runId = run }));
        Assert.Equal("ok", waited.GetProperty("payload").GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_key_runs_once()
    {
        var (_, first) = await door.PostAsync("/hooks/agent", new { message = "one" }, s_token, ("Idempotency-Key", "delivery-7"));
        var (status, second) = await door.PostAsync("/hooks/agent", new { message = "one" }, s_token, ("Idempotency-Key", "delivery-7"));

        Assert.Equal((202, first.GetProperty("runId").GetString()), (status, second.GetProperty("runId").GetString()));
    }

    [Fact]
    public async Task A_wake_hook_runs_the_main_session_or_leaves_a_note()
    {
        using var client = await ListenAsync(door);

        var (now, answer) = await door.PostAsync("/hooks/wake", new { text = "the door bell rings" }, s_token);
        var (later, note) = await door.PostAsync("/hooks/wake", new { text = "buy milk", mode = "next-heartbeat" }, s_token);

        Assert.Equal((200, "now"), (now, answer.GetProperty("mode").GetString()));
        Assert.Equal((200, "next-heartbeat"), (later, note.GetProperty("mode").GetString()));
        Assert.Equal("agent:main:main", (await FinalAsync(client, null, "the door bell rings")).GetProperty("sessionKey").GetString());
        Assert.Contains("buy milk", (await client.CallAsync("status")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mappings_turn_what_services_post_into_runs_and_notes()
    {
        using var client = await ListenAsync(door);

        var (deploy, answer) = await door.PostAsync(
            "/hooks/deploy", """{"repository":{"name":"shop"},"steps":[{"state":"ok"},{"state":"failed"}]}""", s_token);
        var (note, _) = await door.PostAsync("/hooks/note", """{"source":"door","text":"open"}""", s_token);
        var (other, _) = await door.PostAsync("/hooks/note", """{"source":"window","text":"open"}""", s_token);
        var (quiet, _) = await door.PostAsync("/hooks/quiet", "{}", s_token);

        Assert.Equal((202, 200, 404, 204), (deploy, note, other, quiet));
        var final = await FinalAsync(client, answer.GetProperty("runId").GetString());
        Assert.Contains("shop: failed ()", final.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hooks/agent", "{}", 400, "message required")]
    [InlineData("/hooks/wake", "{}", 400, "text required")]
    [InlineData("/hooks/agent", """{"message":"x","sessionKey":"main"}""", 400, "sessionKey is the gateway's choice; hooks.allowRequestSessionKey lets requests choose")]
    [InlineData("/hooks/agent", """{"message":"x","agentId":"nobody"}""", 400, "unknown agent id \"nobody\"")]
    [InlineData("/hooks/nothing", "{}", 404, "Not Found")]
    [InlineData("/hooks/agent?token=hook-secret", """{"message":"x"}""", 400, "the token goes into the Authorization or x-openclaw-token header, not into the address")]
    public async Task A_wrong_request_is_refused_in_words(string path, string body, int status, string error)
    {
        var answer = await door.PostAsync(path, body, s_token);
        Assert.Equal((status, error), (answer.Status, answer.Body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Only_the_hooks_own_token_opens()
    {
        var (gateway, _) = await door.PostAsync("/hooks/wake", new { text = "x", mode = "next-heartbeat" });
        var (other, _) = await door.PostAsync("/hooks/wake", new { text = "x", mode = "next-heartbeat" }, ("Authorization", ""), ("x-openclaw-token", "hook-secret"));
        var (large, _) = await door.PostAsync("/hooks/wake", new { text = new string('x', 300_000) }, s_token);
        using var get = await door.Http.GetAsync("/hooks/wake");

        Assert.Equal((401, 200, 413), (gateway, other, large));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Fact]
    public async Task Hooks_without_a_token_stay_closed()
    {
        await using var daemon = await DaemonUnderTest.StartAsync($$"""
            { gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } }, hooks: { enabled: true, token: "" }, logging: { file: "/dev/null" } }
            """);
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        using var response = await http.PostAsync("/hooks/wake", DoorFixture.Json("{}"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Guessing_the_token_locks_out_after_twenty_for_a_minute_on_loopback_too()
    {
        await using var daemon = await DaemonUnderTest.StartAsync($$"""
            { gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } }, hooks: { enabled: true, token: "hook-secret" }, logging: { file: "/dev/null" } }
            """);
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        for (var guess = 1; guess <= 20; guess++)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, null), await WakeAsync(http, $"guess-{guess}"));
            Assert.Equal((HttpStatusCode.Unauthorized, null), await WakeAsync(http, null));
        }

        var (status, wait) = await WakeAsync(http, "hook-secret");
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        // The gateway's own door counts for itself.
        using var client = await daemon.ConnectAsync();
    }

    /// <summary>A client that hears of what begins from now on: events are its own from a moment after hello-ok, and surely once it has been answered.</summary>
    private static async Task<RawClient> ListenAsync(DoorFixture door)
    {
        var client = await door.Daemon.ConnectAsync();
        await client.CallAsync("health");
        return client;
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> WakeAsync(HttpClient http, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/wake") { Content = DoorFixture.Json("""{"text":"x","mode":"next-heartbeat"}""") };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("{{a.b[0]}} and {{ payload.a.c }}", "1 and true")]
    [InlineData("{{a}}", """{"b":[1],"c":true,"d":null}""")]
    [InlineData("{{a.d}}{{a.b[7]}}{{a.b[-1]}}{{x.y}}{{}}", """{"a":{"b":[1],"c":true,"d":null}}""")]
    [InlineData("open {{a and no end", "open {{a and no end")]
    public void Templates_take_what_there_is(string template, string text)
    {
        using var body = JsonDocument.Parse("""{"a":{"b":[1],"c":true,"d":null}}""");
        Assert.Equal(text, HookTemplate.Render(template, body.RootElement));
    }

    private static async Task<JsonElement> FinalAsync(RawClient client, string? run, string contains = "")
    {
        while (true)
        {
            var payload = (await client.ReceiveEventAsync("chat")).GetProperty("payload");
            if (payload.GetProperty("state").GetString() == "final" && (run is null || payload.GetProperty("runId").GetString() == run)
                && payload.ToString().Contains(contains, StringComparison.Ordinal))
            {
                return payload;
            }
        }
    }
}
