using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;
using OpenClaw.TestSupport;

namespace OpenClaw.Interop.Tests;

/// <summary>A run through a model server that this project did not write, over real HTTP, into a client that it did not write.</summary>
public sealed class ModelEndpointTests
{
    [Fact]
    public async Task Answer_of_a_foreign_model_server_streams_into_the_client()
    {
        await using var model = await MockModelProcess.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(Config(model.Url));
        await using var peer = PeerProcess.Start("reference.mjs", gateway.Url, GatewayProcess.Token);
        await peer.WaitAsync("hello");
        var question = string.Join(' ', Enumerable.Range(0, 30).Select(static i => $"word{i}"));

        var text = await RunAssertions.RunTurnAsync(peer, "agent:main:main", question);

        Assert.Contains("word29", text, StringComparison.Ordinal);
        Assert.True(peer.Events("agent").Count(static line => line.Property("payload").String("stream") == "assistant") > 1, "the answer came in one piece");
        var models = await peer.CallAsync("models.list");
        Assert.Contains(models.Items("models"), static listed => listed.String("provider") == "mock" && listed.String("id") == "mock-model");
    }

    [Fact]
    [Trait("Statement", "PROTO-14")]
    public async Task Model_server_that_is_down_ends_the_run_with_an_error_and_the_session_goes_on()
    {
        await using var gateway = await GatewayProcess.StartAsync(Config($"http://127.0.0.1:{FreePort.Next()}/v1"));
        await using var peer = PeerProcess.Start("reference.mjs", gateway.Url, GatewayProcess.Token);
        await peer.WaitAsync("hello");

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var runId = Guid.NewGuid().ToString();
            var failure = await Record(() => peer.CallAsync("agent", new { message = "hi", sessionKey = "agent:main:main", idempotencyKey = runId }, final: true));
            Assert.NotEqual("", failure);
            await peer.EventAsync("agent", predicate: payload => payload.String("runId") == runId && payload.Property("data").String("phase") == "error");
        }

        Assert.True((await peer.CallAsync("health")).Boolean("ok"));
    }

    /// <summary>The error of a run: its status and summary in the final answer, or an error answer.</summary>
    private static async Task<string> Record(Func<Task<System.Text.Json.JsonElement>> call)
    {
        try
        {
            var final = await call();
            Assert.Equal("error", final.String("status"));
            return final.String("summary") ?? "";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static string Config(string url) => $$"""
        {
          // written by a test
          gateway: { mode: 'local', auth: { mode: 'token' } },
          models: { providers: { mock: { baseUrl: '{{url}}', apiKey: 'none', api: 'openai-completions', models: [{ id: 'mock-model', name: 'Mock', contextWindow: 8000 }] } } },
          agents: { defaults: { model: { primary: 'mock/mock-model' } } },
        }
        """;
}
