using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Access;
using OpenClaw.Domain.Access;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>Tailscale Serve's identity, against a daemon's local API that the test plays itself.</summary>
public sealed class TailscaleTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openclaw-ts-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<string> _questions = [];
    private readonly AccessPolicy _policy = new() { Tokens = new DeviceTokenMint(new byte[32]), AllowTailscale = true };
    private TailscaleWhois _whois = null!;
    private Task _serving = Task.CompletedTask;
    private string _answer = """{"Node":{"Name":"desk.tail1.ts.net."},"UserProfile":{"ID":1,"LoginName":"Ada@example.com"}}""";
    private int _status = 200;

    public Task InitializeAsync()
    {
        var path = Path.Combine(_folder, "tailscaled.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
        _whois = new TailscaleWhois(TimeProvider.System, path, "no-such-program");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _whois.Dispose();
        _listener.Dispose();
        await _serving;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact, Trait("Statement", "AUTH-11")]
    public async Task The_daemon_confirms_the_login_whatever_its_case()
    {
        var claim = await ClaimAsync(Proxied("ada@EXAMPLE.com"));
        Assert.Equal("Ada@example.com", claim!.User);
        Assert.Equal("GET /localapi/v0/whois?addr=100.64.0.7 HTTP/1.1\r\nHost: local-tailscaled.sock", Assert.Single(_questions));
    }

    [Fact]
    public async Task It_is_asked_once_a_minute_for_an_address()
    {
        await ClaimAsync(Proxied("ada@example.com"));
        await ClaimAsync(Proxied("ada@example.com"));
        Assert.Single(_questions);
    }

    [Fact]
    public async Task Another_login_an_unknown_address_and_nonsense_are_refused()
    {
        Assert.Equal(AuthFailure.TailscaleIdentityMismatch, (await ClaimAsync(Proxied("eve@example.com")))!.Failure);
        (_status, _answer) = (404, "no match");
        Assert.Equal(AuthFailure.TailscaleWhoisFailed, (await ClaimAsync(Proxied("ada@example.com", "100.64.0.8")))!.Failure);
        (_status, _answer) = (200, """{"UserProfile":[1]}""");
        Assert.Equal(AuthFailure.TailscaleWhoisFailed, (await ClaimAsync(Proxied("ada@example.com", "100.64.0.9")))!.Failure);
        (_status, _answer) = (200, """{"UserProfile":{"LoginName":"tagged-devices"}}""");
        Assert.Equal(AuthFailure.TailscaleWhoisFailed, (await ClaimAsync(Proxied("tagged-devices", "100.64.0.10")))!.Failure);
        Assert.Equal(AuthFailure.TailscaleWhoisFailed, (await ClaimAsync(Proxied("ada@example.com", "100.64.0.7, 100.64.0.8")))!.Failure);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_request_that_Serve_did_not_forward()
    {
        var direct = new DefaultHttpContext();
        direct.Connection.RemoteIpAddress = IPAddress.Loopback;
        Assert.Null(await ClaimAsync(direct));

        direct.Request.Headers["Tailscale-User-Login"] = "ada@example.com";
        Assert.Equal(AuthFailure.TailscaleProxyMissing, (await ClaimAsync(direct))!.Failure);

        var remote = Proxied("ada@example.com");
        remote.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.9");
        Assert.Equal(AuthFailure.TailscaleProxyMissing, (await ClaimAsync(remote))!.Failure);

        Assert.Equal(AuthFailure.TailscaleIdentityMissing, (await ClaimAsync(Proxied(login: null)))!.Failure);
        Assert.Empty(_questions);
    }

    [Fact]
    public async Task Where_it_does_not_count_nobody_is_asked()
    {
        var reader = new PeerReader(() => _policy with { AllowTailscale = false }, _whois);
        Assert.Null((await reader.ReadAsync(Proxied("ada@example.com"))).Tailscale);
        Assert.Empty(_questions);
    }

    [Fact]
    public async Task Without_a_daemon_and_without_the_program_nobody_is_vouched_for()
    {
        using var none = new TailscaleWhois(TimeProvider.System, Path.Combine(_folder, "absent.sock"), "no-such-program-anywhere");
        Assert.Null(await none.LoginOfAsync(IPAddress.Parse("100.64.0.7")));
    }

    [Fact]
    public async Task Where_there_is_no_socket_the_program_is_asked()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var program = Path.Combine(_folder, "tailscale");
        await ShellScript.WriteAsync(program, "#!/bin/sh\n[ \"$1 $2 $3\" = 'whois --json 100.64.0.7' ] && echo '{\"UserProfile\":{\"LoginName\":\"ada@example.com\"}}'\n");
        using var whois = new TailscaleWhois(TimeProvider.System, Path.Combine(_folder, "absent.sock"), program);
        Assert.Equal("ada@example.com", await whois.LoginOfAsync(IPAddress.Parse("100.64.0.7")));
        Assert.Null(await whois.LoginOfAsync(IPAddress.Parse("100.64.0.8")));
    }

    [Fact]
    public void A_header_that_is_there_twice_vouches_for_nobody()
    {
        var proxy = IPAddress.Parse("10.0.0.2");
        var policy = _policy with { Mode = AuthMode.TrustedProxy, TrustedProxies = [proxy], TrustedProxy = new TrustedProxyRules("X-Forwarded-User", [], [], false) };
        var reader = new PeerReader(() => policy, _whois);
        Assert.Equal("ada", Identify("ada").Identity!.User);
        Assert.Equal(AuthFailure.TrustedProxyIdentityMissing, Identify("eve", "ada").Failure);

        (ExternalIdentity? Identity, AuthFailure? Failure) Identify(params string[] users)
        {
            var context = new DefaultHttpContext();
            context.Connection.RemoteIpAddress = proxy;
            context.Request.Headers["X-Forwarded-User"] = new Microsoft.Extensions.Primitives.StringValues(users);
            return policy.TrustedProxy.Identify(reader.Read(context).ToDomain(), policy.TrustedProxies);
        }
    }

    private async Task<TailscaleClaim?> ClaimAsync(HttpContext context) => (await new PeerReader(() => _policy, _whois).ReadAsync(context)).Tailscale;

    private static DefaultHttpContext Proxied(string? login, string address = "100.64.0.7")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers["X-Forwarded-For"] = address;
        context.Request.Headers["X-Forwarded-Proto"] = "https";
        context.Request.Headers["X-Forwarded-Host"] = "desk.tail1.ts.net";
        if (login is not null)
        {
            context.Request.Headers["Tailscale-User-Login"] = login;
        }

        return context;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptAsync();
                using var stream = new NetworkStream(connection);
                var buffer = new byte[4096];
                var read = await stream.ReadAsync(buffer);
                _questions.Add(Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n\r\n")[0]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {_status} X\r\nConnection: close\r\nContent-Length: {_answer.Length}\r\n\r\n{_answer}"));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
