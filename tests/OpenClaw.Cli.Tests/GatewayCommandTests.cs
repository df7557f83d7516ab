using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Commands against a gateway that answers as the real one does.</summary>
public sealed class GatewayCommandTests : IAsyncLifetime
{
    private const string Health = """
        {"ok":true,"ts":1,"durationMs":12,"channels":{"telegram":{"configured":true,"linked":true,"authAgeMs":7200000}},"channelOrder":["telegram"],
         "channelLabels":{"telegram":"Telegram"},"heartbeatSeconds":1800,"defaultAgentId":"main","agents":[{"agentId":"main","isDefault":true}],
         "sessions":{"path":"p","count":2,"recent":[{"key":"agent:main:main","updatedAt":1795348740000,"age":60000}]}}
        """;

    private readonly CliRun _run = new() { Time = new ManualTime() };
    private ScriptedGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await ScriptedGateway.StartAsync();
        _gateway.On("health", Health);
        _run.Against(_gateway);
    }

    public async Task DisposeAsync()
    {
        _run.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "CLI-01")]
    public async Task Gateway_health_prints_the_snapshot()
    {
        Assert.Equal(0, await _run.RunAsync("gateway", "health"));
        Assert.Equal("Gateway Health\nOK (12ms)\nTelegram: linked (auth age 2h)\nAgents: main (default)\nHeartbeat: every 30m\nSessions: 2\n- agent:main:main (1m ago)\n", _run.Out.Text);
        Assert.Equal("", _run.Error.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-13")]
    public async Task Gateway_health_goes_to_url_and_token()
    {
        _run.Environment.Clear();
        Assert.Equal(0, await _run.RunAsync("gateway", "health", "--url", _gateway.Address.ToString(), "--token", ScriptedGateway.Token));
        Assert.Contains("OK", _run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "CLI-10")]
    public async Task Health_asks_for_no_more_than_reading()
    {
        Assert.Equal(0, await _run.RunAsync("health"));
        Assert.StartsWith("OK (12ms)\n", _run.Out.Text, StringComparison.Ordinal);
        var connect = Assert.Single(_gateway.Connects);
        Assert.Equal("[\"operator.read\"]", connect.GetProperty("scopes").GetRawText());
        Assert.Equal("cli", connect.GetProperty("client").GetProperty("id").GetString());
    }

    [Fact]
    [Trait("Statement", "CLI-23")]
    public async Task Health_json_is_the_payload_as_one_document()
    {
        Assert.Equal(0, await _run.RunAsync("health", "--json"));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Health).RootElement, JsonDocument.Parse(_run.Out.Text).RootElement));
        Assert.Equal("", _run.Error.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-03")]
    public async Task Gateway_call_sends_method_and_params_and_prints_the_payload()
    {
        _gateway.On("logs.tail", call => call.AnswerAsync(call.Params.GetRawText()));
        Assert.Equal(0, await _run.RunAsync("gateway", "call", "logs.tail", "--params", """{"limit": 3}""", "--json"));
        Assert.Equal("{\n  \"limit\": 3\n}\n", _run.Out.Text);
    }

    [Fact]
    public async Task Gateway_call_waits_for_the_final_answer_if_asked()
    {
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"status":"accepted"}""");
            await call.AnswerAsync("""{"status":"ok"}""");
        });
        Assert.Equal(0, await _run.RunAsync("gateway", "call", "agent", "--expect-final", "--json"));
        Assert.Equal("{\n  \"status\": \"ok\"\n}\n", _run.Out.Text);
    }

    [Fact]
    [Trait("Statement", "CLI-11")]
    [Trait("Statement", "CLI-22")]
    public async Task Status_shows_gateway_channels_and_sessions()
    {
        _gateway.On("status", """{"sessions":{"count":1,"defaults":{"model":"m"},"recent":[{"key":"agent:main:main","kind":"direct","updatedAt":1795348740000,"model":"m"}]}}""")
            .On("system-presence", """[{"host":"h"}]""");
        Assert.Equal(0, await _run.RunAsync("status"));
        var text = _run.Out.Text;
        Assert.StartsWith($"Gateway: reachable at {_gateway.Address} (version 9.9.9, protocol 4)\nUptime: 1m\nTelegram: linked (auth age 2h)\nPresence: 1 entry\nSessions: 1 (default model m)\n", text, StringComparison.Ordinal);
        Assert.Contains("agent:main:main", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_json_joins_status_health_and_presence()
    {
        _gateway.On("status", """{"sessions":{"count":0}}""").On("system-presence", "[]");
        Assert.Equal(0, await _run.RunAsync("status", "--json"));
        var document = JsonDocument.Parse(_run.Out.Text).RootElement;
        Assert.Equal(0, document.GetProperty("sessions").GetProperty("count").GetInt32());
        Assert.True(document.GetProperty("gateway").GetProperty("reachable").GetBoolean());
        Assert.True(document.GetProperty("health").GetProperty("ok").GetBoolean());
    }

    [Fact]
    [Trait("Statement", "CLI-12")]
    public async Task Channels_status_probe_asks_for_a_probe_and_lists_accounts()
    {
        _gateway.On("channels.status", """
            {"channelOrder":["telegram"],"channelLabels":{"telegram":"Telegram"},"channels":{"telegram":{"configured":true}},
             "channelAccounts":{"telegram":[{"accountId":"default","configured":true,"running":true,"connected":false,"lastError":"401"}]}}
            """);
        Assert.Equal(0, await _run.RunAsync("channels", "status", "--probe"));
        Assert.True(Assert.Single(_gateway.Requests).Params.GetProperty("probe").GetBoolean());
        Assert.Contains("configured, running, disconnected", _run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("401", _run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_the_gateway_is_never_markup()
    {
        _gateway.On("models.list", """{"models":[{"id":"[red]x[/]","name":"[link]","provider":"p"}]}""");
        Assert.Equal(0, await _run.RunAsync("models", "list"));
        Assert.Contains("p/[red]x[/]", _run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_passes_its_filters()
    {
        _gateway.On("sessions.list", """{"sessions":[]}""");
        Assert.Equal(0, await _run.RunAsync("sessions", "list", "--active", "60", "--limit", "5"));
        Assert.Equal("No sessions.\n", _run.Out.Text);
        Assert.Equal("""{"activeMinutes":60,"limit":5}""", Assert.Single(_gateway.Requests).Params.GetRawText());
    }

    [Fact]
    public async Task System_event_wakes()
    {
        _gateway.On("wake", """{"ok":true}""");
        Assert.Equal(0, await _run.RunAsync("system", "event", "--text", "look", "--mode", "now"));
        Assert.Equal(("wake", """{"mode":"now","text":"look"}"""), (Assert.Single(_gateway.Requests).Method, _gateway.Requests.First().Params.GetRawText()));
    }

    [Fact]
    public async Task Devices_approve_sends_the_request()
    {
        _gateway.On("device.pair.approve", """{"device":{"deviceId":"d1"}}""");
        Assert.Equal(0, await _run.RunAsync("devices", "approve", "r1"));
        Assert.Equal("approved: d1\n", _run.Out.Text);
        Assert.Equal("""{"requestId":"r1"}""", Assert.Single(_gateway.Requests).Params.GetRawText());
    }
}
