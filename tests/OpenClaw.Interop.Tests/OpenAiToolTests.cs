using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;
using OpenClaw.TestSupport;

namespace OpenClaw.Interop.Tests;

/// <summary>The npm package openai with tools of its own, through a gateway whose model asks for them.</summary>
public sealed class OpenAiToolTests : IAsyncLifetime
{
    private static readonly object s_function = new { name = "get_weather", description = "The weather of a city.", parameters = new { type = "object", properties = new { city = new { type = "string" } } } };

    private ScriptProcess _model = null!;
    private GatewayProcess _gateway = null!;
    private PeerProcess _peer = null!;

    public async Task InitializeAsync()
    {
        var port = FreePort.Next();
        _model = await ScriptProcess.StartAsync("tool-model.mjs", new() { ["PORT"] = $"{port}" }, "listening");
        _gateway = await GatewayProcess.StartAsync($$"""
            {
              gateway: { mode: 'local', http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } } },
              models: { providers: { tools: { baseUrl: 'http://127.0.0.1:{{port}}/v1', apiKey: 'none', api: 'openai-completions', models: [{ id: 'm' }] } } },
              agents: { defaults: { model: { primary: 'tools/m' } } },
            }
            """);
        _peer = PeerProcess.Start("openai.mjs", $"{_gateway.Url.Replace("ws://", "http://", StringComparison.Ordinal)}/v1", GatewayProcess.Token);
        await _peer.WaitAsync("hello");
    }

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "ada")]
    public async Task A_chat_goes_through_the_clients_tool_in_a_new_session_and_in_a_kept_one(bool stream, string? user)
    {
        object[] messages = [new { role = "user", content = "How is the weather in Bern?" }];
        var tools = new[] { new { type = "function", function = s_function } };

        var answer = user is null
            ? await _peer.CallAsync("chatTools", new { stream, model = "openclaw", messages, tools })
            : await _peer.CallAsync("chatTools", new { stream, model = "openclaw", messages, tools, user });

        Assert.Equal("tool_calls", answer.String("finish"));
        var function = Assert.Single(answer.Items("calls")).Property("function");
        Assert.Equal(("get_weather", """{"city":"Bern"}"""), (function.String("name"), function.String("arguments")));
        Assert.Contains("(get_weather) sunny, 21 degrees", answer.String("text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_goes_through_the_clients_tool(bool stream)
    {
        var tools = new[] { new { type = "function", strict = false, name = "get_weather", parameters = new { type = "object", properties = new { city = new { type = "string" } } } } };

        var answer = await _peer.CallAsync("respondTools", new { stream, model = "openclaw", input = "How is the weather in Bern?", tools });

        Assert.Equal(("get_weather", """{"city":"Bern"}"""), (answer.Property("call").String("name"), answer.Property("call").String("arguments")));
        Assert.Contains("sunny, 21 degrees", answer.String("text"), StringComparison.Ordinal);
    }
}
