using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

public sealed class AgentCommandTests : IAsyncLifetime
{
    private readonly CliRun _run = new();
    private ScriptedGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await ScriptedGateway.StartAsync();
        _run.Against(_gateway);
    }

    public async Task DisposeAsync()
    {
        _run.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "CLI-06")]
    public async Task Agent_waits_for_the_final_answer_and_prints_its_texts()
    {
        PlayRun("Hello there", "Hello ", "there");

        Assert.Equal(0, await _run.RunAsync("agent", "--message", "hi", "--to", "+15555550123"));

        Assert.Equal("Hello there\n", _run.Out.Text);
        var sent = Assert.Single(_gateway.Requests).Params;
        Assert.Equal("hi", sent.GetProperty("message").GetString());
        Assert.Equal("+15555550123", sent.GetProperty("to").GetString());
        Assert.Equal("agent:main:main", sent.GetProperty("sessionKey").GetString());
        Assert.Equal(600, sent.GetProperty("timeout").GetInt32());
        Assert.NotEqual("", sent.GetProperty("idempotencyKey").GetString());
    }

    [Fact]
    public async Task At_a_terminal_the_text_streams_before_the_final_answer()
    {
        _run.IsInteractive = true;
        var finish = PlayRun("Hello there", waitBeforeFinal: true, "Hello ", "there");

        var running = _run.RunAsync("agent", "--message", "hi");
        await _run.Out.SeenAsync("Hello there");
        Assert.False(running.IsCompleted);
        finish.SetResult();

        Assert.Equal(0, await running);
        Assert.Equal("Hello there\n", _run.Out.Text);
    }

    [Fact]
    public async Task Text_of_other_runs_is_not_shown()
    {
        _run.IsInteractive = true;
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"mine","status":"accepted"}""");
            await call.Connection.SendEventAsync("agent", """{"runId":"other","stream":"assistant","data":{"delta":"not mine"}}""");
            await call.AnswerAsync("""{"runId":"mine","status":"ok","result":{"payloads":[{"text":"mine"}]}}""");
        });

        Assert.Equal(0, await _run.RunAsync("agent", "-m", "hi"));

        Assert.Equal("mine\n", _run.Out.Text);
    }

    [Fact]
    public async Task Json_prints_the_final_answer_and_nothing_else()
    {
        _run.IsInteractive = true;
        PlayRun("Hello", "Hello");

        Assert.Equal(0, await _run.RunAsync("agent", "-m", "hi", "--json"));

        Assert.Equal("ok", JsonDocument.Parse(_run.Out.Text).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_that_fails_ends_with_1_and_the_reason()
    {
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
            await call.AnswerAsync("""{"runId":"r","status":"error","summary":"model unreachable"}""");
        });

        Assert.Equal(1, await _run.RunAsync("agent", "-m", "hi"));

        Assert.Equal("openclaw: the run ended with error: model unreachable\n", _run.Error.Text);
    }

    [Fact]
    public async Task Ctrl_c_stops_the_run_and_ends_with_130()
    {
        using var interrupted = new CancellationTokenSource();
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","sessionKey":"agent:main:main","status":"accepted"}""");
            await call.Connection.SendEventAsync("agent", """{"runId":"r","stream":"assistant","data":{"delta":"begun"}}""");
        }).On("chat.abort", """{"ok":true,"aborted":true,"runIds":["r"]}""");
        _run.IsInteractive = true;

        var running = _run.RunAsync(interrupted.Token, "agent", "-m", "hi");
        await _run.Out.SeenAsync("begun");
        await interrupted.CancelAsync();

        Assert.Equal(130, await running);
        var abort = _gateway.Requests.Last();
        Assert.Equal(("chat.abort", """{"sessionKey":"agent:main:main","runId":"r"}"""), (abort.Method, abort.Params.GetRawText()));
    }

    [Fact]
    public async Task Gateway_that_goes_during_the_run_is_told_with_its_close_code()
    {
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
            await call.Connection.CloseAsync(1012, "service restart");
        });

        Assert.Equal(1, await _run.RunAsync("agent", "-m", "hi"));

        Assert.Contains("1012: service restart", _run.Error.Text, StringComparison.Ordinal);
    }

    private void PlayRun(string text, params string[] deltas) => PlayRun(text, waitBeforeFinal: false, deltas);

    private TaskCompletionSource PlayRun(string text, bool waitBeforeFinal, params string[] deltas)
    {
        var finish = new TaskCompletionSource();
        _gateway.On("agent", call =>
        {
            // Apart from the receive loop, so that other requests are answered while the run goes on.
            _ = PlayAsync(call);
            return Task.CompletedTask;
        });
        return finish;

        async Task PlayAsync(ScriptedCall call)
        {
            await call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
            foreach (var delta in deltas)
                await call.Connection.SendEventAsync("agent", $$$"""{"runId":"r","stream":"assistant","data":{"delta":{{{JsonSerializer.Serialize(delta)}}}}}""");
            if (waitBeforeFinal)
                await finish.Task;
            await call.AnswerAsync($$$"""{"runId":"r","status":"ok","summary":"completed","result":{"payloads":[{"text":{{{JsonSerializer.Serialize(text)}}}}]}}""");
        }
    }
}
