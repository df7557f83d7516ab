using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Tools;

/// <summary>A whole gateway whose model asks for tools: what is offered, carried out, approved and told.</summary>
public sealed class ToolRunTests : IDisposable
{
    private readonly string _workspace = Directory.CreateTempSubdirectory("openclaw-workspace-").FullName;

    [Fact]
    public async Task A_run_writes_a_file_and_runs_a_command_that_a_person_approved()
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace, "AGENTS.md"), "Always be brief.");
        await using var model = await ScriptedModelServer.StartAsync(
            ("write", """{"path":"a.txt","content":"from the model"}"""),
            ("exec", """{"command":"cat a.txt > b.txt && cat b.txt"}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model, """exec: { security: "allowlist", ask: "on-miss" }"""));
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("""{"type":"req","id":"run","method":"agent","params":{"message":"go","idempotencyKey":"k1"}}""");
        var asked = (await client.ReceiveEventAsync("exec.approval.requested")).GetProperty("payload");
        Assert.Equal("cat a.txt > b.txt && cat b.txt", asked.GetProperty("request").GetProperty("command").GetString());
        Assert.Equal(_workspace, asked.GetProperty("request").GetProperty("cwd").GetString());
        Assert.Equal("from the model", await File.ReadAllTextAsync(Path.Combine(_workspace, "a.txt")));
        Assert.False(File.Exists(Path.Combine(_workspace, "b.txt")));

        await client.CallAsync("exec.approval.resolve", $$"""{"id":"{{asked.GetProperty("id").GetString()}}","decision":"allow-once"}""");
        Assert.Equal("ok", (await client.CallAsync("agent.wait", """{"runId":"k1","timeoutMs":30000}""")).GetProperty("payload").GetProperty("status").GetString());
        Assert.Equal("from the model", await File.ReadAllTextAsync(Path.Combine(_workspace, "b.txt")));
        Assert.Contains("It said: from the model", (await client.CallAsync("chat.history", """{"sessionKey":"main"}""")).ToString(), StringComparison.Ordinal);

        var first = model.Requests.First();
        Assert.Contains("Always be brief.", first.GetProperty("messages")[0].ToString(), StringComparison.Ordinal);
        var offered = first.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()).ToHashSet();
        Assert.Subset(offered, new HashSet<string?> { "read", "write", "edit", "ls", "grep", "find", "exec", "process", "web_fetch", "sessions_list" });
    }

    [Fact]
    public async Task Policy_takes_tools_away_and_by_default_no_command_runs()
    {
        await using var model = await ScriptedModelServer.StartAsync(("exec", """{"command":"touch made"}"""), ("write", """{"path":"made","content":""}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model, """deny: ["write"]"""));
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("""{"type":"req","id":"run","method":"agent","params":{"message":"go","idempotencyKey":"k1"}}""");
        await client.CallAsync("agent.wait", """{"runId":"k1","timeoutMs":30000}""");
        Assert.False(File.Exists(Path.Combine(_workspace, "made")));
        Assert.Contains("denied by policy", model.Requests.ElementAt(1).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"write\"", model.Requests.First().GetProperty("tools").ToString(), StringComparison.Ordinal);

        var catalog = (await client.CallAsync("tools.catalog")).GetProperty("payload");
        Assert.Equal(["minimal", "coding", "messaging", "full"], catalog.GetProperty("profiles").EnumerateArray().Select(profile => profile.GetProperty("id").GetString()));
        Assert.DoesNotContain("\"write\"", catalog.GetProperty("groups").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_allowed_for_ever_is_not_asked_again()
    {
        await using var model = await ScriptedModelServer.StartAsync(("exec", """{"command":"echo yes"}"""));
        await using var gateway = await DaemonUnderTest.StartAsync(Config(model, """exec: { security: "allowlist", ask: "on-miss" }"""));
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("""{"type":"req","id":"run","method":"agent","params":{"message":"go","idempotencyKey":"k1"}}""");
        var id = (await client.ReceiveEventAsync("exec.approval.requested")).GetProperty("payload").GetProperty("id").GetString();
        await client.CallAsync("exec.approval.resolve", $$"""{"id":"{{id}}","decision":"allow-always"}""");
        await client.CallAsync("agent.wait", """{"runId":"k1","timeoutMs":30000}""");
        var entry = (await client.CallAsync("exec.approvals.get")).GetProperty("payload").GetProperty("file").GetProperty("agents").GetProperty("main").GetProperty("allowlist")[0];
        Assert.EndsWith("/echo", entry.GetProperty("pattern").GetString(), StringComparison.Ordinal);
        Assert.Equal("yes", entry.GetProperty("args")[0].GetString());

        // The same command again, in a new run: nobody is asked.
        await client.CallAsync("sessions.reset", """{"key":"main"}""");
        await client.SendAsync("""{"type":"req","id":"run2","method":"agent","params":{"message":"go","idempotencyKey":"k2"}}""");
        Assert.Equal("ok", (await client.CallAsync("agent.wait", """{"runId":"k2","timeoutMs":30000}""")).GetProperty("payload").GetProperty("status").GetString());
        Assert.Contains("It said: yes", (await client.CallAsync("chat.history", """{"sessionKey":"main"}""")).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_workspace, recursive: true);

    private string Config(ScriptedModelServer model, string tools) => $$"""
        {
          gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } },
          models: { providers: { scripted: { baseUrl: "{{model.BaseUrl}}", api: "openai-completions", apiKey: "k", models: [{ id: "m" }] } } },
          agents: { defaults: { model: { primary: "scripted/m" }, workspace: {{JsonSerializer.Serialize(_workspace)}} } },
          tools: {
            {{tools}}
          },
        }
        """;
}
