using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

public sealed class AgentCommandTests : GatewayCommandTest
{
    [Fact]
    [Trait("Statement", "CLI-06")]
    public async Task Agent_waits_for_the_final_answer_and_prints_its_texts()
    {
        PlayRun("Hello there", "Hello ", "there");

        Assert.Equal(0, await Run.RunAsync("agent", "--message", "hi", "--to", "+15555550123"));

        Assert.Equal("Hello there\n", Run.Out.Text);
        var sent = Assert.Single(Gateway.Requests).Params;
        Assert.Equal("hi", sent.GetProperty("message").GetString());
        Assert.Equal("+15555550123", sent.GetProperty("to").GetString());
        Assert.Equal("agent:main:main", sent.GetProperty("sessionKey").GetString());
        Assert.Equal(600, sent.GetProperty("timeout").GetInt32());
        Assert.NotEqual("", sent.GetProperty("idempotencyKey").GetString());
    }

    [Fact]
    public async Task At_a_terminal_the_text_streams_before_the_final_answer()
    {
        Run.IsInteractive = true;
        var finish = PlayRun("Hello there", waitBeforeFinal: true, "Hello ", "there");

        var running = Run.RunAsync("agent", "--message", "hi");
        await Run.Out.SeenAsync("Hello there");
        Assert.False(running.IsCompleted);
        finish.SetResult();

        Assert.Equal(0, await running);
        Assert.Equal("Hello there\n", Run.Out.Text);
    }

    [Theory]
    [InlineData(true, "a\u2401b\u241B[2Jc\uFFFDd\ne\tf\n")]
    [InlineData(false, "a\u0001b\u001B[2Jc\u009Bd\r\ne\tf\n")]
    public async Task What_steers_a_terminal_is_shown_to_people_and_kept_for_programs(bool isInteractive, string shown)
    {
        Run.IsInteractive = isInteractive;
        PlayRun("a\u0001b\u001B[2Jc\u009Bd\r\ne\tf");

        Assert.Equal(0, await Run.RunAsync("agent", "--message", "hi"));

        Assert.Equal(shown, Run.Out.Text);
    }

    [Fact]
    public async Task Text_of_other_runs_is_not_shown()
    {
        Run.IsInteractive = true;
        Gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"mine","status":"accepted"}""");
            await call.Connection.SendEventAsync("agent", """{"runId":"other","stream":"assistant","data":{"delta":"not mine"}}""");
            await call.AnswerAsync("""{"runId":"mine","status":"ok","result":{"payloads":[{"text":"mine"}]}}""");
        });

        Assert.Equal(0, await Run.RunAsync("agent", "-m", "hi"));

        Assert.Equal("mine\n", Run.Out.Text);
    }

    [Fact]
    public async Task Json_prints_the_final_answer_and_nothing_else()
    {
        Run.IsInteractive = true;
        PlayRun("Hello", "Hello");

        Assert.Equal(0, await Run.RunAsync("agent", "-m", "hi", "--json"));

        Assert.Equal("ok", JsonDocument.Parse(Run.Out.Text).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_that_fails_ends_with_1_and_the_reason()
    {
        Gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
            await call.AnswerAsync("""{"runId":"r","status":"error","summary":"model unreachable","result":{"payloads":[{"text":"as far as it got"},{"text":"model unreachable","isError":true}]}}""");
        });

        Assert.Equal(1, await Run.RunAsync("agent", "-m", "hi"));

        Assert.Equal("as far as it got\n", Run.Out.Text);

        Assert.Equal("openclaw: the run ended with error: model unreachable\n", Run.Error.Text);
    }

    [Fact]
    public async Task Ctrl_c_stops_the_run_and_ends_with_130()
    {
        using var interrupted = new CancellationTokenSource();
        Gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","sessionKey":"agent:main:main","status":"accepted"}""");
            await call.Connection.SendEventAsync("agent", """{"runId":"r","stream":"assistant","data":{"delta":"begun"}}""");
        }).On("chat.abort", """{"ok":true,"aborted":true,"runIds":["r"]}""");
        Run.IsInteractive = true;

        var running = Run.RunAsync(interrupted.Token, "agent", "-m", "hi");
        await Run.Out.SeenAsync("begun");
        await interrupted.CancelAsync();

        Assert.Equal(130, await running);
        var abort = Gateway.Requests.Last();
        Assert.Equal(("chat.abort", """{"sessionKey":"agent:main:main","runId":"r"}"""), (abort.Method, abort.Params.GetRawText()));
    }

    [Fact]
    public async Task Gateway_that_goes_during_the_run_is_told_with_its_close_code()
    {
        Gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
            await call.Connection.CloseAsync(1012, "service restart");
        });

        Assert.Equal(1, await Run.RunAsync("agent", "-m", "hi"));

        Assert.Contains("1012: service restart", Run.Error.Text, StringComparison.Ordinal);
    }

    private void PlayRun(string text, params string[] deltas) => PlayRun(text, waitBeforeFinal: false, deltas);

    private TaskCompletionSource PlayRun(string text, bool waitBeforeFinal, params string[] deltas)
    {
        var finish = new TaskCompletionSource();
        Gateway.On("agent", call =>
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
