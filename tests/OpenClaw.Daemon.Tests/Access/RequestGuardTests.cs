using System.Net;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>What every request has to pass, over a real socket.</summary>
public sealed class RequestGuardTests : IAsyncLifetime
{
    private DaemonUnderTest _daemon = null!;

    public async Task InitializeAsync() => _daemon = await DaemonUnderTest.StartAsync(
        $$"""{ gateway: { mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" }, controlUi: { allowedOrigins: ["https://claw.example"] } } }""");

    public async Task DisposeAsync() => await _daemon.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1", 101)]
    [InlineData("localhost:18789", 101)]
    [InlineData("claw.example", 101)]
    [InlineData("rebound.example:18789", 421)]
    [InlineData("127.0.0.1.rebound.example", 421)]
    public async Task An_upgrade_must_name_this_machine(string host, int status) =>
        Assert.Equal(status, (await RawHttp.SendAsync(_daemon.Port, "GET /", host, RawHttp.Upgrade)).Status);

    [Fact]
    public async Task A_page_must_name_this_machine_but_a_monitor_need_not()
    {
        Assert.Equal(421, (await RawHttp.SendAsync(_daemon.Port, "GET /", "rebound.example")).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(_daemon.Port, "GET /", "localhost")).Status);
        Assert.Equal(200, (await RawHttp.SendAsync(_daemon.Port, "GET /healthz", "gateway.monitoring.example")).Status);
    }

    [Theory]
    [InlineData("POST", "https://evil.example", 403)]
    [InlineData("POST", "null", 403)]
    [InlineData("DELETE", "https://evil.example", 403)]
    [InlineData("POST", "https://claw.example", 404)]
    [InlineData("POST", "http://localhost:5173", 404)]
    [InlineData("GET", "https://evil.example", 404)]
    public async Task A_page_of_another_origin_changes_nothing(string method, string origin, int status) =>
        Assert.Equal(status, (await RawHttp.SendAsync(_daemon.Port, $"{method} /nothing-here", "localhost", $"Origin: {origin}\r\nContent-Length: 0\r\n")).Status);

    [Theory]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n", 400)]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n", 400)]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", 426)]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade\r\n", 200)]
    public async Task A_broken_handshake_is_told_so_and_gets_no_page(string headers, int status)
    {
        var (answer, head) = await RawHttp.SendAsync(_daemon.Port, "GET /", "localhost", headers);
        Assert.Equal(status, answer);
        Assert.Equal(status == 426, head.Contains("Sec-WebSocket-Version: 13", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("ffffffffffffffff1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    public async Task A_body_in_impossible_chunks_is_the_clients_fault(string body) =>
        Assert.Equal(400, (await RawHttp.SendAsync(
            _daemon.Port, "POST /tools/invoke", "localhost", $"Authorization: Bearer {DaemonUnderTest.Token}\r\nTransfer-Encoding: chunked\r\n", body)).Status);

    [Fact]
    public async Task A_socket_over_http_1_0_is_refused() =>
        Assert.Equal(400, (await RawHttp.SendAsync(_daemon.Port, "GET / HTTP/1.0", "localhost", RawHttp.Upgrade)).Status);

    [Theory]
    [InlineData("/health/../hooks")]
    [InlineData("/%2e%2e/health")]
    [InlineData("//health")]
    [InlineData("/health%2f..%2fhooks")]
    [InlineData("/health%00")]
    public async Task A_path_with_two_readings_is_refused(string target) =>
        Assert.Equal(400, (await RawHttp.SendAsync(_daemon.Port, $"GET {target}", "localhost")).Status);

    [Theory]
    [InlineData("GET /", "localhost")]
    [InlineData("GET /nothing-here", "localhost")]
    [InlineData("GET /", "rebound.example")]
    [InlineData("GET //", "localhost")]
    [InlineData("GET /healthz", "localhost")]
    public async Task Every_answer_refuses_to_be_framed_sniffed_or_scripted(string request, string host)
    {
        var (_, head) = await RawHttp.SendAsync(_daemon.Port, request, host);
        Assert.Contains("X-Frame-Options: DENY", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Content-Type-Options: nosniff", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Security-Policy: default-src 'none'", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("frame-ancestors 'none'", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Access-Control-Allow", head, StringComparison.OrdinalIgnoreCase);
    }
}
