using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Logs;
using OpenClaw.Daemon.Observability;
using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.Protocol.Methods.Logs;
using OpenClaw.TestSupport;
using Serilog.Events;
using Serilog.Parsing;

namespace OpenClaw.Daemon.Tests.Observability;

public sealed class LogTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("apiKey=sk-1234567890abcdefghij rest", "apiKey=sk-123…ghij rest")]
    [InlineData("""{"token": "abcdef0123456789abcdef"}""", """{"token": "abcdef…cdef"}""")]
    [InlineData("password: hunter2!", "password: ***")]
    [InlineData("Authorization: Bearer abcdefghijklmnopqrstuvwxyz", "Authorization: Bearer abcdef…wxyz")]
    [InlineData("OPENCLAW_GATEWAY_TOKEN=0123456789abcdef0123", "OPENCLAW_GATEWAY_TOKEN=012345…0123")]
    [InlineData("the key sk-ant-REDACTED-me-please failed", "the key sk-ant…ease failed")]
    [InlineData("Authorization: Basic dXNlcjpodW50ZXIyaHVudGVyMg==", "Authorization: Basic dXNlcj…Mg==")]
    [InlineData("""{"deviceToken":"abcdef0123456789abcdef","botToken":"hunter2"}""", """{"deviceToken":"abcdef…cdef","botToken":"***"}""")]
    [InlineData("""it said {\"apiKey\":\"abcdef0123456789abcdef\"}""", """it said {\"apiKey\":\"abcdef…cdef\"}""")]
    [InlineData("GET http://user:hunter2@127.0.0.1:80/v1 failed", "GET http://user:***@127.0.0.1:80/v1 failed")]
    [InlineData("mail me@example.com, see http://127.0.0.1:80/a@b", "mail me@example.com, see http://127.0.0.1:80/a@b")]
    [InlineData("inputTokens: 12345, basic authentication", "inputTokens: 12345, basic authentication")]
    [InlineData("token_missing: no token was given", "token_missing: no token was given")]
    [InlineData("nothing secret here", "nothing secret here")]
    public void What_looks_like_a_secret_is_masked(string text, string expected) => Assert.Equal(expected, SensitiveText.Mask(text));

    [Fact]
    public void A_text_that_is_made_to_take_long_is_neither_shown_nor_lost()
    {
        var text = string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY-----", 200_000));
        Assert.Equal($"[{text.Length} characters, too many to look for secrets in]", SensitiveText.Mask(text));
    }

    [Fact]
    public void The_console_masks_the_secrets_of_exceptions_too()
    {
        using var output = new StringWriter();
        var failure = new InvalidOperationException("refused: token=0123456789abcdef0123");
        new ConsoleLines(output, new LogLine(mask: true), LogEventLevel.Information, TrafficView.None).Emit(
            new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Error, failure, new MessageTemplateParser().Parse("a bug"), []));
        Assert.Contains("token=012345…0123", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef0123", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_gone_and_an_old_file_in_the_way_cost_no_lines()
    {
        var folder = Path.Combine(_home.Root, "logs");
        using var file = new LogFile(null, folder, new LogLine(mask: true), TimeProvider.System);
        file.Emit(Saying("first"));
        using (var full = new FileStream(file.CurrentPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            full.SetLength(100 * 1024 * 1024);
        }

        // What should become the newest archive finds a folder in its place.
        Directory.CreateDirectory(Path.Combine(Path.ChangeExtension(file.CurrentPath, ".1.log"), "not empty"));
        file.Emit(Saying("second"));
        Assert.EndsWith("}\n", Encoding.UTF8.GetString(LastBytes(file.CurrentPath, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateways_that_share_a_file_keep_each_others_lines()
    {
        var folder = Path.Combine(_home.Root, "logs");
        string path;
        using (LogFile one = new(null, folder, new LogLine(mask: true), TimeProvider.System), other = new(null, folder, new LogLine(mask: true), TimeProvider.System))
        {
            path = one.CurrentPath;
            await Task.WhenAll(new[] { one, other }.Select((file, who) => Task.Run(() =>
            {
                for (var i = 0; i < 500; i++)
                {
                    file.Emit(Saying($"line {who}-{i}"));
                }
            })));
        }

        var lines = (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()).ToList();
        Assert.Equal(1000, lines.Distinct().Count());
    }

    [Fact]
    public void A_file_that_was_emptied_goes_on_at_its_beginning()
    {
        using var file = new LogFile(null, Path.Combine(_home.Root, "logs"), new LogLine(mask: true), TimeProvider.System);
        file.Emit(Saying("first"));
        File.WriteAllText(file.CurrentPath, "");
        file.Emit(Saying("second"));
        Assert.StartsWith("{", File.ReadAllText(file.CurrentPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_deleted_or_moved_away_is_begun_anew()
    {
        var time = new ManualTime();
        using var file = new LogFile(null, Path.Combine(_home.Root, "logs"), new LogLine(mask: true), time);
        file.Emit(Saying("first"));
        File.Delete(file.CurrentPath);
        time.Advance(TimeSpan.FromSeconds(1));
        file.Emit(Saying("second"));
        Assert.Contains("second", Assert.Single(File.ReadAllLines(file.CurrentPath)), StringComparison.Ordinal);

        // As logrotate does it: away with the old one, and an empty one in its place.
        File.Move(file.CurrentPath, file.CurrentPath + ".old");
        File.WriteAllText(file.CurrentPath, "");
        time.Advance(TimeSpan.FromSeconds(1));
        file.Emit(Saying("third"));
        Assert.Contains("third", Assert.Single(File.ReadAllLines(file.CurrentPath)), StringComparison.Ordinal);
    }

    [Fact]
    public void At_midnight_the_next_days_file_is_begun_and_yesterdays_stays()
    {
        var time = new ManualTime();
        using var file = new LogFile(null, Path.Combine(_home.Root, "logs"), new LogLine(mask: true), time);
        file.Emit(Saying("first"));
        var first = file.CurrentPath;
        File.SetLastWriteTimeUtc(first, time.GetUtcNow().UtcDateTime);
        time.Advance(TimeSpan.FromHours(24));
        file.Emit(Saying("second"));
        Assert.NotEqual(first, file.CurrentPath);
        Assert.EndsWith(time.GetLocalNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + ".log", file.CurrentPath, StringComparison.Ordinal);
        Assert.Contains("first", Assert.Single(File.ReadAllLines(first)), StringComparison.Ordinal);
        Assert.Contains("second", Assert.Single(File.ReadAllLines(file.CurrentPath)), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.CurrentPath));
        }
    }

    private static LogEvent Saying(string text) =>
        new(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse(text), []);

    private static byte[] LastBytes(string path, int count)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-count, SeekOrigin.End);
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [Fact]
    public void A_line_has_the_fields_that_log_viewers_read()
    {
        var template = new MessageTemplateParser().Parse("listening on {Url} {Count}");
        var logEvent = new LogEvent(
            new DateTimeOffset(2026, 11, 22, 1, 2, 3, 456, TimeSpan.FromHours(2)), LogEventLevel.Warning, null, template,
            [new("Url", new ScalarValue("ws://x")), new("Count", new ScalarValue(7)), new("SourceContext", new ScalarValue("OpenClaw.Gateway.Connections.ConnectionActor"))]);
        using var buffer = new MemoryStream();
        new LogLine(mask: true).Write(logEvent, buffer);
        var line = Encoding.UTF8.GetString(buffer.ToArray());
        Assert.EndsWith("}\n", line, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        Assert.Equal("""{"subsystem":"gateway/connections"}""", root.GetProperty("0").GetString());
        Assert.Equal("listening on ws://x 7", root.GetProperty("1").GetString());
        Assert.Equal("listening on ws://x 7", root.GetProperty("message").GetString());
        Assert.Equal("2026-11-22T01:02:03.456+02:00", root.GetProperty("time").GetString());
        var meta = root.GetProperty("_meta");
        Assert.Equal("2026-11-21T23:02:03.456Z", meta.GetProperty("date").GetString());
        Assert.Equal((4, "WARN"), (meta.GetProperty("logLevelId").GetInt32(), meta.GetProperty("logLevelName").GetString()));
        Assert.Equal(Environment.MachineName, meta.GetProperty("hostname").GetString());
    }

    [Fact, Trait("Statement", "CLI-07")]
    public void The_tail_gives_the_newest_lines_then_only_what_is_added()
    {
        var file = Write("one\ntwo\nthree\nhalf a li");
        var first = LogTail.Read(file, new LogsTailParams { Limit = 2 });
        Assert.Equal(["two", "three"], first.Lines);
        Assert.True(first.Truncated);
        File.AppendAllText(file, "ne\nfive\n");
        var second = LogTail.Read(file, new LogsTailParams { Cursor = first.Cursor });
        Assert.Equal(["half a line", "five"], second.Lines);
        Assert.Equal((second.Size, false, false), (second.Cursor, second.Truncated!.Value, second.Reset!.Value));
        Assert.Empty(LogTail.Read(file, new LogsTailParams { Cursor = second.Cursor }).Lines);
    }

    [Fact]
    public void A_cursor_past_the_end_or_too_far_behind_begins_anew()
    {
        var file = Write(string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i:000}\n")));
        Assert.True(LogTail.Read(file, new LogsTailParams { Cursor = 1_000_000 }).Reset);
        var behind = LogTail.Read(file, new LogsTailParams { Cursor = 1, MaxBytes = 50 });
        Assert.True(behind.Reset);
        Assert.Equal("line 099", behind.Lines[^1]);
        Assert.True(behind.Truncated);
    }

    [Fact]
    public void A_missing_file_of_today_falls_back_to_the_newest_one()
    {
        Write("yesterday\n", "openclaw-2026-01-01.log");
        var result = LogTail.Read(Path.Combine(_home.Root, "openclaw-2026-01-02.log"), new LogsTailParams());
        Assert.Equal(["yesterday"], result.Lines);
        Assert.EndsWith("openclaw-2026-01-01.log", result.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_served_over_the_wire()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.ConnectAsync();
        var answer = await client.CallAsync("logs.tail");
        Assert.Contains(
            answer.GetProperty("payload").GetProperty("lines").EnumerateArray(),
            line => line.GetString()!.Contains($"Gateway started on ws://127.0.0.1:{daemon.Port}", StringComparison.Ordinal));
    }

    private string Write(string text, string name = "openclaw.log")
    {
        var file = Path.Combine(_home.Root, name);
        File.WriteAllText(file, text);
        return file;
    }
}
