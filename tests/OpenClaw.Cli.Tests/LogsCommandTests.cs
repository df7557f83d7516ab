using System.Globalization;
using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

public sealed class LogsCommandTests : GatewayCommandTest
{
    private const string Record = """{"0":"{\"subsystem\":\"gateway\"}","1":"Gateway started on ws://127.0.0.1:18789","_meta":{"logLevelName":"INFO","date":"2026-11-22T01:02:03.004Z"},"time":"2026-11-22T01:02:03.004Z"}""";

    [Fact]
    [Trait("Statement", "CLI-07")]
    public async Task Logs_prints_records_and_leaves_other_lines_as_they_are()
    {
        Gateway.On("logs.tail", Tail(9, Record, "not a record", "{\"cut"));

        Assert.Equal(0, await Run.RunAsync("logs", "--limit", "3", "--max-bytes", "1000"));

        Assert.Equal("2026-11-22T01:02:03.004Z info [gateway] Gateway started on ws://127.0.0.1:18789\nnot a record\n{\"cut\n", Run.Out.Text);
        Assert.Equal("Log file: /tmp/openclaw/x.log\n", Run.Error.Text);
        Assert.Equal("""{"limit":3,"maxBytes":1000}""", Assert.Single(Gateway.Requests).Params.GetRawText());
    }

    [Fact]
    [Trait("Statement", "CLI-08")]
    [Trait("Statement", "CLI-09")]
    public async Task Follow_goes_on_from_the_cursor_and_ends_with_ctrl_c()
    {
        using var interrupted = new CancellationTokenSource();
        var calls = 0;
        Gateway.On("logs.tail", call => call.AnswerAsync(++calls == 1 ? Tail(9, "first") : calls == 2 ? Tail(20, Record) : Tail(20)));

        var following = Run.RunAsync(interrupted.Token, "logs", "--follow", "--interval", "1");
        await Run.Out.SeenAsync("Gateway started on ws://127.0.0.1:18789");
        await interrupted.CancelAsync();

        Assert.Equal(130, await following);
        Assert.Equal(9, Gateway.Requests.ElementAt(1).Params.GetProperty("cursor").GetInt32());
        Assert.StartsWith("first\n", Run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_comes_back_after_a_restart_of_the_gateway()
    {
        using var interrupted = new CancellationTokenSource();
        var time = new ManualTime();
        Run.Time = time;
        var calls = 0;
        Gateway.On("logs.tail", async call =>
        {
            await call.AnswerAsync(Tail(++calls, $"line {calls.ToString(CultureInfo.InvariantCulture)}"));
            if (calls == 1)
                await call.Connection.CloseAsync(1012, "service restart");
        });

        var following = Run.RunAsync(interrupted.Token, "logs", "--follow");
        await Run.Error.SeenAsync("trying again in 1 s (1/8)");
        // The lost connection has taken its timers along: what is pending now is the pause.
        await time.TimerPendingAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await Run.Out.SeenAsync("line 2");
        await interrupted.CancelAsync();
        Assert.Equal(130, await following);
    }

    [Fact]
    public async Task Json_is_one_object_a_line()
    {
        Gateway.On("logs.tail", Tail(9, Record, "plain"));

        Assert.Equal(0, await Run.RunAsync("logs", "--json"));

        var lines = Run.Out.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["meta", "log", "raw"], lines.Select(static line => line.GetProperty("type").GetString()));
        Assert.Equal("gateway", lines[1].GetProperty("subsystem").GetString());
        Assert.Equal("", Run.Error.Text);
    }

    private static string Tail(int cursor, params string[] lines) =>
        JsonSerializer.Serialize(new { file = "/tmp/openclaw/x.log", cursor, size = cursor, lines, truncated = false, reset = false });
}
