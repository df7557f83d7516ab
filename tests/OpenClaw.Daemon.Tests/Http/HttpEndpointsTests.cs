using System.Net;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Http;

public sealed class HttpEndpointsTests : IAsyncLifetime
{
    private DaemonUnderTest _daemon = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _daemon = await DaemonUnderTest.StartAsync();
        _http = new HttpClient { BaseAddress = _daemon.HttpUrl };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _daemon.DisposeAsync();
    }

    [Theory, Trait("Statement", "HEALTH-07")]
    [InlineData("/health")]
    [InlineData("/healthz")]
    public async Task Liveness_needs_no_token(string path)
    {
        using var response = await _http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"ok":true,"status":"live"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/ready")]
    [InlineData("/readyz")]
    public async Task Readiness_tells_this_machine_more(string path)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(path));
        Assert.True(document.RootElement.GetProperty("ready").GetBoolean());
        Assert.Empty(document.RootElement.GetProperty("failing").EnumerateArray());
        Assert.True(document.RootElement.GetProperty("uptimeMs").GetInt64() >= 0);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_told_until_it_can_and_the_process_lives()
    {
        using var client = await _daemon.ConnectAsync();
        using (var disk = FullDisk.Open(_daemon.Journal))
        {
            disk.Fill();
            var refused = await client.CallAsync("agent", """{"message":"hi","idempotencyKey":"k1"}""");
            Assert.Equal("UNAVAILABLE", refused.GetProperty("error").GetProperty("code").GetString());
            using var ready = await _http.GetAsync("/readyz");
            using var live = await _http.GetAsync("/healthz");
            using var told = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
            Assert.Equal(["journal"], told.RootElement.GetProperty("failing").EnumerateArray().Select(static part => part.GetString()));
            disk.Empty();
        }

        await _daemon.LogLineAsync("journal: the database is back");
        using var again = await _http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task The_start_page_says_what_this_is_and_cannot_be_framed()
    {
        using var response = await _http.GetAsync("/");
        Assert.Contains("OpenClaw Gateway", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound, "Not Found")]
    [InlineData("/health/../etc/passwd", HttpStatusCode.NotFound, "Not Found")]
    public async Task Anything_else_is_404_in_plain_text(string path, HttpStatusCode status, string body)
    {
        using var response = await _http.GetAsync(new Uri(_daemon.HttpUrl.ToString().TrimEnd('/') + path));
        Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/")]
    public async Task Only_GET_and_HEAD_are_allowed(string path)
    {
        using var post = await _http.PostAsync(path, new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD"], post.Content.Headers.Allow);
        using var head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 0);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
