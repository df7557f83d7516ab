using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Tools;

/// <summary>A whole gateway whose model asks for the gateway's own tools: sessions, messages, nodes.</summary>
public sealed class GatewayToolRunTests
{
    [Theory]
    [InlineData("openai-completions")]
    [InlineData("anthropic-messages")]
    public async Task Sessions_are_listed_read_and_spoken_to(string api)
    {
        await using var model = await ScriptedModelServer.StartAsync(
            ("sessions_list", """{"limit":5}"""),
            ("sessions_send", """{"sessionKey":"agent:main:other","message":"what do you know?"}"""),
            ("sessions_history", """{"sessionKey":"agent:main:other"}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model, api));
        using var client = await gateway.ConnectAsync();

        // The other session's own runs ask for the same tools, so its first answer comes after them, too.
        await RunAsync(client, "k0", "agent:main:other", "remember the number 42");
        await RunAsync(client, "k1", "agent:main:asking", "go");

        var results = await ToolResultsAsync(client, "agent:main:asking");
        Assert.Equal(["sessions_list", "sessions_send", "sessions_history"], results.Select(static result => result.Tool));
        Assert.Contains("agent:main:asking (this one)", results[0].Text, StringComparison.Ordinal);
        Assert.Contains("agent:main:other", results[0].Text, StringComparison.Ordinal);
        Assert.Contains("It said: ", results[1].Text, StringComparison.Ordinal);
        Assert.Contains("remember the number 42", results[2].Text, StringComparison.Ordinal);
        Assert.Contains("what do you know?", results[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_agent_does_its_task_and_its_answer_comes_back()
    {
        await using var model = await ScriptedModelServer.StartAsync(("sessions_spawn", """{"task":"count the stars","label":"astronomer"}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model));
        using var client = await gateway.ConnectAsync();
        await client.CallAsync("sessions.subscribe");

        await RunAsync(client, "k1", "agent:main:main", "go");
        var spawned = JsonDocument.Parse((await ToolResultsAsync(client, "agent:main:main")).Single().Text).RootElement;
        Assert.Equal("accepted", spawned.GetProperty("status").GetString());
        var child = spawned.GetProperty("childSessionKey").GetString()!;
        await client.CallAsync("agent.wait", $$"""{"runId":"{{spawned.GetProperty("runId").GetString()}}","timeoutMs":30000}""");

        // A sub-agent has no sub-agents: what it asks for is not there.
        Assert.Contains("There is no tool", (await ToolResultsAsync(client, child)).Single().Text, StringComparison.Ordinal);
        JsonElement payload;
        do
        {
            payload = (await client.ReceiveEventAsync("chat")).GetProperty("payload");
        }
        while (payload.GetProperty("runId").GetString()?.EndsWith("-back", StringComparison.Ordinal) != true || payload.GetProperty("state").GetString() != "final");

        Assert.Equal("agent:main:main", payload.GetProperty("sessionKey").GetString());
        Assert.Contains("[astronomer has finished]", (await client.CallAsync("chat.history", """{"sessionKey":"main"}""")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_and_nodes_that_cannot_be_reached_are_said_so()
    {
        await using var model = await ScriptedModelServer.StartAsync(
            ("message", """{"action":"send","channel":"telegram","target":"@a","message":"hi"}"""),
            ("nodes", """{"action":"status"}"""),
            ("nodes", """{"action":"invoke","node":"phone","invokeCommand":"camera.list"}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model));
        using var client = await gateway.ConnectAsync();

        await RunAsync(client, "k1", "agent:main:main", "go");

        var results = await ToolResultsAsync(client, "agent:main:main");
        Assert.Equal([(true, "No chat channel is connected"), (false, "\"nodes\":[]"), (true, "No node is paired.")], results.Zip(
            ["No chat channel is connected", "\"nodes\":[]", "No node is paired."],
            static (result, part) => (result.IsError, result.Text.Contains(part, StringComparison.Ordinal) ? part : result.Text)));
    }

    private static async Task RunAsync(RawClient client, string run, string session, string message)
    {
        await client.SendAsync(JsonSerializer.Serialize(new { type = "req", id = run, method = "agent", @params = new { message, sessionKey = session, idempotencyKey = run } }));
        var waited = (await client.CallAsync("agent.wait", $$"""{"runId":"{{run}}","timeoutMs":30000}""")).GetProperty("payload");
        Assert.True(waited.GetProperty("status").GetString() == "ok", waited.ToString());
    }

    private static async Task<List<(string Tool, bool IsError, string Text)>> ToolResultsAsync(RawClient client, string session)
    {
        var history = await client.CallAsync("chat.history", JsonSerializer.Serialize(new { sessionKey = session }));
        return [.. history.GetProperty("payload").GetProperty("messages").EnumerateArray().Where(static message => message.GetProperty("role").GetString() == "toolResult")
            .Select(static message => (message.GetProperty("toolName").GetString()!, message.GetProperty("isError").GetBoolean(), message.GetProperty("content")[0].GetProperty("text").GetString()!))];
    }

    private static string Config(ScriptedModelServer model, string api = "openai-completions") => $$"""
        {
          gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } },
          models: { providers: { scripted: { baseUrl: "{{model.BaseUrl}}", api: "{{api}}", apiKey: "k", models: [{ id: "m" }] } } },
          agents: { defaults: { model: { primary: "scripted/m" } } },
        }
        """;
}
