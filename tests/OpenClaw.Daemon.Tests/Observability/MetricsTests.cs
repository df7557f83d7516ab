using System.Net;
using OpenClaw.Daemon.Tests.Http;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Observability;

/// <summary>The page that Prometheus reads.</summary>
public sealed class MetricsTests(DoorFixture door) : IClassFixture<DoorFixture>
{
    [Fact]
    public async Task Runs_models_and_mailboxes_are_counted_from_the_first_look_on()
    {
        Assert.Contains("# TYPE openclaw_actors_count gauge", await ReadAsync(), StringComparison.Ordinal);

        await door.PostAsync("/v1/chat/completions", new { messages = new[] { new { role = "user", content = "hello metrics" } } });
        var lines = (await ReadAsync()).Split('\n');

        Assert.Contains("# TYPE openclaw_runs_ended_total counter", lines);
        Assert.Contains(lines, static line => line.StartsWith("openclaw_runs_ended_total{outcome=\"ok\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("openclaw_models_call_duration_seconds_count{provider=\"echo\",model=\"slow\",outcome=\"ok\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("openclaw_runs_duration_seconds_bucket{outcome=\"ok\",le=\"+Inf\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("openclaw_actors_mailbox_depth{class=\"sessions\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("openclaw_actors_mailbox_oldest_seconds{class=\"broadcast\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("dotnet_process_memory_working_set", StringComparison.Ordinal));
        Assert.All(lines.Where(static line => line.Length > 0), static line => Assert.Matches(@"^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-zA-Z0-9_]+(\{[^{}]*\})? [-+0-9.eE]+(Infinity|NaN)?)$", line));
    }

    [Fact]
    public async Task Only_the_secret_opens_the_page()
    {
        using var http = new HttpClient { BaseAddress = door.Daemon.HttpUrl };
        using var refused = await http.GetAsync("/metrics");
        using var post = await door.Http.PostAsync("/metrics", null);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed), (refused.StatusCode, post.StatusCode));
    }

    [Fact]
    public async Task The_page_can_be_switched_off()
    {
        await using var daemon = await DaemonUnderTest.StartAsync($$"""
            { gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" } }, diagnostics: { metrics: { enabled: false } }, logging: { file: "/dev/null" } }
            """);
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        using var response = await http.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<string> ReadAsync()
    {
        using var response = await door.Http.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return await response.Content.ReadAsStringAsync();
    }
}
