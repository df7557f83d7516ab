using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.Tools.Tests.Mcp;

namespace OpenClaw.Daemon.Tests.Tools;

/// <summary>A whole gateway whose model calls tools of npm's @modelcontextprotocol/server-everything, over both ways that servers are reached.</summary>
public sealed class McpRunTests
{
    [Fact]
    public async Task A_run_calls_a_tool_of_a_server_on_standard_streams() =>
        await RunAsync($$"""{ command: "node", args: [{{JsonSerializer.Serialize(EverythingServer.Script)}}, "stdio"] }""");

    [Fact]
    public async Task A_run_calls_a_tool_of_a_server_behind_HTTP()
    {
        var (server, process) = await EverythingServer.StartHttpAsync();
        try
        {
            await RunAsync($$"""{ url: "{{server.Url}}" }""");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    private static async Task RunAsync(string server)
    {
        await using var model = await ScriptedModelServer.StartAsync(
            ("everything__echo", """{"message":"across the border"}"""), ("everything__get-sum", """{"a":19,"b":23}"""), ("everything__echo", """{"wrong":1}"""));
        await using var gateway = await DaemonUnderTest.StartAsync($$"""
            {
              gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } },
              models: { providers: { scripted: { baseUrl: "{{model.BaseUrl}}", api: "openai-completions", apiKey: "k", models: [{ id: "m" }] } } },
              agents: { defaults: { model: { primary: "scripted/m" } } },
              mcp: { servers: { everything: {{server}} } },
            }
            """);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("""{"type":"req","id":"run","method":"agent","params":{"message":"go","idempotencyKey":"k1"}}""");
        Assert.Equal("ok", (await client.CallAsync("agent.wait", """{"runId":"k1","timeoutMs":60000}""")).GetProperty("payload").GetProperty("status").GetString());

        var offered = model.Requests.First().GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()).ToList();
        Assert.Contains("everything__echo", offered);
        var messages = (await client.CallAsync("chat.history", """{"sessionKey":"main"}""")).GetProperty("payload").GetProperty("messages").EnumerateArray().ToList();
        var results = messages.Where(static message => message.GetProperty("role").GetString() == "toolResult").ToList();
        Assert.Equal(["everything__echo", "everything__get-sum", "everything__echo"], results.Select(static result => result.GetProperty("toolName").GetString()));
        Assert.Contains("across the border", results[0].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("42", results[1].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal([false, false, true], results.Select(static result => result.GetProperty("isError").GetBoolean()));
        Assert.StartsWith("It said: ", messages[^1].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
