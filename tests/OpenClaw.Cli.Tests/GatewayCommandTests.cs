using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Commands against a gateway that answers as the real one does.</summary>
public sealed class GatewayCommandTests : GatewayCommandTest
{
    private const string Health = """
        {"ok":true,"ts":1,"durationMs":12,"channels":{"telegram":{"configured":true,"linked":true,"authAgeMs":7200000}},"channelOrder":["telegram"],
         "channelLabels":{"telegram":"Telegram"},"heartbeatSeconds":1800,"defaultAgentId":"main","agents":[{"agentId":"main","isDefault":true}],
         "sessions":{"path":"p","count":2,"recent":[{"key":"agent:main:main","updatedAt":1795348740000,"age":60000}]}}
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Run.Time = new ManualTime();
        Gateway.On("health", Health);
    }

    [Fact]
    [Trait("Statement", "CLI-01")]
    public async Task Gateway_health_prints_the_snapshot()
    {
        Assert.Equal(0, await Run.RunAsync("gateway", "health"));
        Assert.Equal("Gateway Health\nOK (12ms)\nTelegram: linked (auth age 2h)\nAgents: main (default)\nHeartbeat: every 30m\nSessions: 2\n- agent:main:main (1m ago)\n", Run.Out.Text);
        Assert.Equal("", Run.Error.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-13")]
    public async Task Gateway_health_goes_to_url_and_token()
    {
        Run.Environment.Clear();
        Assert.Equal(0, await Run.RunAsync("gateway", "health", "--url", Gateway.Address.ToString(), "--token", ScriptedGateway.Token));
        Assert.Contains("OK", Run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "CLI-10")]
    public async Task Health_asks_for_no_more_than_reading()
    {
        Assert.Equal(0, await Run.RunAsync("health"));
        Assert.StartsWith("OK (12ms)\n", Run.Out.Text, StringComparison.Ordinal);
        var connect = Assert.Single(Gateway.Connects);
        Assert.Equal("[\"operator.read\"]", connect.GetProperty("scopes").GetRawText());
        Assert.Equal("cli", connect.GetProperty("client").GetProperty("id").GetString());
    }

    [Fact]
    [Trait("Statement", "CLI-23")]
    public async Task Health_json_is_the_payload_as_one_document()
    {
        Assert.Equal(0, await Run.RunAsync("health", "--json"));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Health).RootElement, JsonDocument.Parse(Run.Out.Text).RootElement));
        Assert.Equal("", Run.Error.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-03")]
    public async Task Gateway_call_sends_method_and_params_and_prints_the_payload()
    {
        Gateway.On("logs.tail", call => call.AnswerAsync(call.Params.GetRawText()));
        Assert.Equal(0, await Run.RunAsync("gateway", "call", "logs.tail", "--params", """{"limit": 3}""", "--json"));
        Assert.Equal("{\n  \"limit\": 3\n}\n", Run.Out.Text);
    }

    [Fact]
    public async Task Gateway_call_waits_for_the_final_answer_if_asked()
    {
        Gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"status":"accepted"}""");
            await call.AnswerAsync("""{"status":"ok"}""");
        });
        Assert.Equal(0, await Run.RunAsync("gateway", "call", "agent", "--expect-final", "--json"));
        Assert.Equal("{\n  \"status\": \"ok\"\n}\n", Run.Out.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-11")]
    [Trait("Statement", "CLI-22")]
    public async Task Status_shows_gateway_channels_and_sessions()
    {
        Gateway.On("status", """{"sessions":{"count":1,"defaults":{"model":"m"},"recent":[{"key":"agent:main:main","kind":"direct","updatedAt":1795348740000,"model":"m"}]}}""")
            .On("system-presence", """[{"host":"h"}]""");
        Assert.Equal(0, await Run.RunAsync("status"));
        var text = Run.Out.Text;
        Assert.StartsWith($"Gateway: reachable at {Gateway.Address} (version 9.9.9, protocol 4)\nUptime: 1m\nTelegram: linked (auth age 2h)\nPresence: 1 entry\nSessions: 1 (default model m)\n", text, StringComparison.Ordinal);
        Assert.Contains("agent:main:main", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_json_joins_status_health_and_presence()
    {
        Gateway.On("status", """{"sessions":{"count":0}}""").On("system-presence", "[]");
        Assert.Equal(0, await Run.RunAsync("status", "--json"));
        var document = JsonDocument.Parse(Run.Out.Text).RootElement;
        Assert.Equal(0, document.GetProperty("sessions").GetProperty("count").GetInt32());
        Assert.True(document.GetProperty("gateway").GetProperty("reachable").GetBoolean());
        Assert.True(document.GetProperty("health").GetProperty("ok").GetBoolean());
    }

    [Fact]
    [Trait("Statement", "CLI-12")]
    public async Task Channels_status_probe_asks_for_a_probe_and_lists_accounts()
    {
        Gateway.On("channels.status", """
            {"channelOrder":["telegram"],"channelLabels":{"telegram":"Telegram"},"channels":{"telegram":{"configured":true}},
             "channelAccounts":{"telegram":[{"accountId":"default","configured":true,"running":true,"connected":false,"lastError":"401"}]}}
            """);
        Assert.Equal(0, await Run.RunAsync("channels", "status", "--probe"));
        Assert.True(Assert.Single(Gateway.Requests).Params.GetProperty("probe").GetBoolean());
        Assert.Contains("configured, running, disconnected", Run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("401", Run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_the_gateway_is_never_markup()
    {
        Gateway.On("models.list", """{"models":[{"id":"[red]x[/]","name":"[link]","provider":"p"}]}""");
        Assert.Equal(0, await Run.RunAsync("models", "list"));
        Assert.Contains("p/[red]x[/]", Run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_passes_its_filters()
    {
        Gateway.On("sessions.list", """{"sessions":[]}""");
        Assert.Equal(0, await Run.RunAsync("sessions", "list", "--active", "60", "--limit", "5"));
        Assert.Equal("No sessions.\n", Run.Out.Text);
        Assert.Equal("""{"activeMinutes":60,"limit":5}""", Assert.Single(Gateway.Requests).Params.GetRawText());
    }

    [Fact]
    public async Task System_event_wakes()
    {
        Gateway.On("wake", """{"ok":true}""");
        Assert.Equal(0, await Run.RunAsync("system", "event", "--text", "look", "--mode", "now"));
        Assert.Equal(("wake", """{"mode":"now","text":"look"}"""), (Assert.Single(Gateway.Requests).Method, Gateway.Requests.First().Params.GetRawText()));
    }

    [Fact]
    public async Task Devices_approve_sends_the_request()
    {
        Gateway.On("device.pair.approve", """{"device":{"deviceId":"d1"}}""");
        Assert.Equal(0, await Run.RunAsync("devices", "approve", "r1"));
        Assert.Equal("approved: d1\n", Run.Out.Text);
        Assert.Equal("""{"requestId":"r1"}""", Assert.Single(Gateway.Requests).Params.GetRawText());
    }
}
