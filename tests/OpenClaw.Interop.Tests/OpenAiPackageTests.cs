using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>The npm package openai, unmodified, against the gateway's HTTP interfaces.</summary>
public sealed class OpenAiPackageTests : IAsyncLifetime
{
    private GatewayProcess _gateway = null!;
    private PeerProcess _peer = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync("""
            {
              gateway: { mode: 'local', http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } } },
              agents: { defaults: { model: { primary: 'echo/slow' } } },
            }
            """);
        _peer = PeerProcess.Start("openai.mjs", $"{_gateway.Url.Replace("ws://", "http://", StringComparison.Ordinal)}/v1", GatewayProcess.Token);
        await _peer.WaitAsync("hello");
    }

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Chat_completions_answer_whole_and_in_chunks()
    {
        object[] messages = [new { role = "user", content = "the quick brown fox" }];

        var whole = await _peer.CallAsync("chat", new { model = "openclaw", messages });
        var streamed = await _peer.CallAsync("chatStream", new { model = "openclaw:main", messages });

        Assert.Equal("chat.completion", whole.String("object"));
        var choice = whole.Property("choices")[0];
        Assert.Contains("the quick brown fox", choice.Property("message").String("content"), StringComparison.Ordinal);
        Assert.Equal("stop", choice.String("finish_reason"));
        Assert.Equal(choice.Property("message").String("content"), streamed.String("text"));
        Assert.True(streamed.Int32("pieces") > 1, "the answer came in one piece");
        Assert.Equal("stop", streamed.String("finish"));
        Assert.NotNull(streamed.Property("usage").Int32("total_tokens"));
    }

    [Fact]
    public async Task Responses_answer_whole_and_as_events_and_go_on_from_one_another()
    {
        var first = await _peer.CallAsync("respond", new { model = "openclaw", input = "one" });
        var second = await _peer.CallAsync("respondStream", new { model = "openclaw", input = "two", previous_response_id = first.String("id") });

        Assert.Equal("completed", first.String("status"));
        Assert.Contains("one", first.String("text"), StringComparison.Ordinal);
        Assert.Contains("two", second.String("text"), StringComparison.Ordinal);
        var events = second.Strings("events");
        Assert.Equal(["response.created", "response.in_progress", "response.output_item.added", "response.content_part.added"], events.Take(4));
        Assert.Equal(["response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed"], events.TakeLast(4));
    }

    [Fact]
    public async Task Models_are_the_agents() => Assert.Equal(["openclaw", "openclaw:main"], (await _peer.CallAsync("models")).EnumerateArray().Select(static id => id.GetString()!));

    [Fact]
    public async Task A_wrong_request_is_an_error_that_the_package_understands()
    {
        var (code, message) = await _peer.RefusedAsync("chat", new { model = "openclaw", messages = Array.Empty<object>() });

        Assert.Equal("CLIENT", code);
        Assert.Contains("400 a user message is required", message, StringComparison.Ordinal);
    }
}
