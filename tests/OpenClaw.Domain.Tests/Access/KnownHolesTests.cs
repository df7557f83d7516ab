using System.Net;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>One test for each class of hole that gateways of this kind have really had, as far as the handshake decides it.</summary>
public sealed class KnownHolesTests
{
    private readonly Handshakes _gateway = new();

    [Fact]
    public void Self_declared_scopes_are_not_granted()
    {
        Assert.True(_gateway.Accept(Client("test", "test"), Remote).Scopes.IsEmpty);
        Assert.True(_gateway.Accept(Client("gateway-client", "backend"), Remote).Scopes.IsEmpty);
        Assert.True(_gateway.Accept(Client("cli", "cli"), Loopback with { Origin = "http://localhost:3000" }).Scopes.IsEmpty);
        Assert.True(_gateway.Accept(Client("cli", "cli"), Loopback with { HasForwardingHeaders = true }).Scopes.IsEmpty);
    }

    [Fact]
    public void The_origin_is_checked_on_every_upgrade_whatever_the_client_says_it_is()
    {
        foreach (var mode in Enum.GetValues<AuthMode>())
        {
            _gateway.Policy = _gateway.Policy with { Mode = mode };
            foreach (var (id, clientMode) in new[] { ("cli", "cli"), ("gateway-client", "backend"), ("openclaw-control-ui", "webchat"), ("test", "test") })
            {
                var page = Loopback with { Origin = "https://evil.example", Tailscale = TailscaleClaim.Verified("ada@example.com") };
                Assert.Equal("CONTROL_UI_ORIGIN_NOT_ALLOWED", Detail(_gateway.Refuse(Client(id, clientMode), page), "code"));
            }
        }
    }

    [Theory]
    [InlineData("http://localhost:5173", "127.0.0.1:18789", true)]
    [InlineData("http://127.0.0.1:18789", "127.0.0.1:18789", true)]
    [InlineData("http://[::1]:3000", "[::1]:18789", true)]
    [InlineData("null", "127.0.0.1:18789", false)]
    [InlineData("file://", "127.0.0.1:18789", false)]
    [InlineData("http://localhost.evil.example", "127.0.0.1:18789", false)]
    [InlineData("http://user@localhost", "127.0.0.1:18789", false)]
    [InlineData("chrome-extension://abc", "127.0.0.1:18789", false)]
    [InlineData("http://rebound.example:18789", "rebound.example:18789", false)]
    [InlineData("http://192.168.1.5:18789", "192.168.1.5:18789", true)]
    [InlineData("http://192.168.1.6:18789", "192.168.1.5:18789", false)]
    [InlineData("http://192.168.1.5:80", "192.168.1.5:18789", false)]
    [InlineData("http://203.0.113.1:18789", "203.0.113.1:18789", false)]
    [InlineData("https://claw.example", "claw.example", true)]
    [InlineData("https://CLAW.example", "whatever", true)]
    [InlineData("https://claw.example.evil", "claw.example", false)]
    public void Only_loopback_listed_and_private_same_host_pages_may_connect(string origin, string host, bool allowed)
    {
        var policy = _gateway.Policy with { AllowedOrigins = ["https://claw.example"] };
        Assert.Equal(allowed, OriginPolicy.Allows(new ConnectPeer(IPAddress.Loopback, host, origin), policy));
    }

    [Fact]
    public void A_loopback_page_of_another_machine_is_not_ours() =>
        Assert.False(OriginPolicy.Allows(Remote with { Origin = "http://localhost:3000" }, _gateway.Policy));

    [Fact]
    public void Loopback_is_not_identity()
    {
        _gateway.Refuse(Client(token: null));
        _gateway.Refuse(_gateway.Signed(Client(token: null)));
        _gateway.Refuse(_gateway.Signed(Client(token: "wrong")));
        Assert.Empty(_gateway.Events);
    }

    [Fact]
    public void The_identity_check_is_not_skipped_because_a_token_is_present()
    {
        var forged = _gateway.Signed(Client()) with { Scopes = ["operator.admin"] };
        Assert.Equal("device-signature", Detail(_gateway.Refuse(forged), "reason"));
        Assert.Equal("device-signature", Detail(_gateway.Refuse(forged with { Credentials = new(Token, DeviceToken: "anything") }), "reason"));
        Assert.Empty(_gateway.Events);
    }

    [Fact]
    public void Rotating_a_token_gives_no_more_than_the_caller_and_the_device_have()
    {
        _gateway.Accept(_gateway.Signed(Client("cli", "cli")));
        var pairing = ScopeSet.Of(Scope.Pairing);
        Assert.Equal(Scope.Admin, PairingDecider.RotateToken(_gateway.Pairing, DeviceId(1), Role.Operator, null, new(pairing), _gateway.Now).MissingScope);
        Assert.Equal(Scope.Admin, PairingDecider.RotateToken(_gateway.Pairing, DeviceId(1), Role.Operator, ScopeSet.All, new(pairing), _gateway.Now).MissingScope);

        // Nor may he take away: a token with less in place of the administrator's would close what that one has open.
        Assert.Equal(Scope.Admin, PairingDecider.RotateToken(_gateway.Pairing, DeviceId(1), Role.Operator, pairing, new(pairing), _gateway.Now).MissingScope);
        Assert.Equal(Scope.Admin, PairingDecider.RevokeToken(_gateway.Pairing, DeviceId(1), Role.Operator, new(pairing), _gateway.Now).MissingScope);
        Assert.False(PairingDecider.RotateToken(_gateway.Pairing, DeviceId(1), Role.Operator, pairing, new(pairing, DeviceId(1)), _gateway.Now).IsRejected);

        _gateway.Accept(_gateway.Signed(Client("cli", "cli", scopes: ["operator.read"]), device: 2));
        Assert.Equal(Scope.Admin, PairingDecider.RotateToken(_gateway.Pairing, DeviceId(2), Role.Operator, ScopeSet.Of(Scope.Admin), new(ScopeSet.All), _gateway.Now).MissingScope);
    }

    [Fact]
    public void A_rotated_or_revoked_token_opens_nothing()
    {
        var old = _gateway.Accept(_gateway.Signed(Client("cli", "cli"))).DeviceToken!.Token;
        _gateway.Pairing = _gateway.Pairing.Apply(PairingDecider.RotateToken(_gateway.Pairing, DeviceId(1), Role.Operator, null, new(ScopeSet.All), _gateway.Now).Events);
        var with = Client("cli", "cli", token: null, deviceToken: old);
        Assert.Equal("AUTH_DEVICE_TOKEN_MISMATCH", Detail(_gateway.Refuse(_gateway.Signed(with)), "code"));

        var current = _gateway.Policy.Tokens.Derive(DeviceId(1), Role.Operator, 2);
        with = Client("cli", "cli", token: null, deviceToken: current);
        _gateway.Accept(_gateway.Signed(with));
        _gateway.Pairing = _gateway.Pairing.Apply(PairingDecider.RevokeToken(_gateway.Pairing, DeviceId(1), Role.Operator, new(ScopeSet.All), _gateway.Now).Events);
        Assert.Equal("AUTH_DEVICE_TOKEN_MISMATCH", Detail(_gateway.Refuse(_gateway.Signed(with)), "code"));
    }

    [Fact]
    public void Approving_gives_no_more_than_the_approver_has()
    {
        var requestId = Detail(_gateway.Refuse(_gateway.Signed(Client()), Remote), "requestId")!;
        var decision = PairingDecider.Approve(_gateway.Pairing, requestId, ScopeSet.Of(Scope.Pairing | Scope.Read), _gateway.Now);
        Assert.Equal(Scope.Admin, decision.MissingScope);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_missing_secret_in_the_configuration_is_closed_not_open()
    {
        _gateway.Policy = _gateway.Policy with { SharedSecret = SecretDigest.Of("") };
        _gateway.Refuse(Client(token: ""));
        _gateway.Refuse(Client(token: null));
        _gateway.Refuse(_gateway.Signed(Client(token: "")));
    }

    [Fact]
    public void Secrets_do_not_print()
    {
        var token = _gateway.Accept(_gateway.Signed(Client("cli", "cli"))).DeviceToken!;
        var request = Client("cli", "cli", password: "hunter2", deviceToken: token.Token);
        var printed = $"{request} {token} {_gateway.Policy} {SecretDigest.Of(Token)}";
        Assert.DoesNotContain(Token, printed, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Token, printed, StringComparison.Ordinal);
    }
}
