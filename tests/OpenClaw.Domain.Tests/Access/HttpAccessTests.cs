using System.Net;
using OpenClaw.Domain.Access;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

public sealed class HttpAccessTests
{
    private readonly AccessPolicy _policy = new Handshakes().Policy;
    private DateTimeOffset _now = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);
    private FailedAuthLimiter _limiter = FailedAuthLimiter.Empty;

    private HttpDecision Decide(string? bearer, ConnectPeer? peer = null, AccessPolicy? policy = null, string[]? scopes = null)
    {
        var decision = HttpAccess.Decide(new HttpAttempt(peer ?? Remote, bearer, scopes, _now), policy ?? _policy, _limiter);
        _limiter = decision.Limiter;
        return decision;
    }

    [Fact]
    public void The_secret_is_the_operator_and_may_ask_for_less()
    {
        Assert.Equal(ScopeSet.All, Assert.IsType<HttpGranted>(Decide(Token)).Scopes);
        var limited = Assert.IsType<HttpGranted>(Decide(Token, scopes: ["operator.read", "operator.unheard-of"]));
        Assert.Equal(ScopeSet.Of(Scope.Read), limited.Scopes);
    }

    [Theory]
    [InlineData(null, "AUTH_TOKEN_MISSING")]
    [InlineData("wrong", "AUTH_TOKEN_MISMATCH")]
    public void Anything_else_is_401(string? bearer, string code)
    {
        foreach (var peer in new[] { Remote, Loopback })
        {
            var refused = Assert.IsType<HttpRefused>(Decide(bearer, peer));
            Assert.Equal((401, code), (refused.Status, refused.Code));
        }
    }

    [Fact]
    public void Ten_guesses_are_429_and_the_lockout_holds_for_the_socket_too()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(401, Assert.IsType<HttpRefused>(Decide($"guess {i}")).Status);
        var refused = Assert.IsType<HttpRefused>(Decide(Token));
        Assert.Equal((429, TimeSpan.FromSeconds(300)), (refused.Status, refused.RetryAfter));
        Assert.NotNull(_limiter.RetryAfter(Remote, CredentialClass.SharedSecret, SecretDigest.Of(Token), _policy, _now));

        _now += TimeSpan.FromSeconds(301);
        Assert.IsType<HttpGranted>(Decide(Token));
    }

    [Fact]
    public void A_proxy_on_this_machine_that_nobody_listed_gets_403()
    {
        var proxied = Loopback with { HasForwardingHeaders = true, ForwardedFor = "198.51.100.7" };
        var refused = Assert.IsType<HttpRefused>(Decide(Token, proxied));
        Assert.Equal((403, "proxy_attribution_required"), (refused.Status, refused.Code));
        Assert.IsType<HttpGranted>(Decide(Token, proxied, _policy with { TrustedProxies = [IPAddress.Loopback] }));
    }

    [Fact]
    public void A_tailscale_login_and_a_device_token_open_nothing_here()
    {
        var policy = _policy with { AllowTailscale = true };
        Assert.IsType<HttpRefused>(Decide(null, Remote with { Tailscale = TailscaleClaim.Verified("ada@example.com") }, policy));
        Assert.IsType<HttpRefused>(Decide(policy.Tokens.Derive("device", Role.Operator, 1), policy: policy));
    }

    [Fact]
    public void A_changed_policy_ends_what_the_old_one_let_in()
    {
        var stamp = new CredentialStamp("token", SecretDigest.Of(Token));
        Assert.True(stamp.IsValidUnder(_policy));
        Assert.False(stamp.IsValidUnder(_policy with { SharedSecret = SecretDigest.Of("another") }));
        Assert.False(stamp.IsValidUnder(_policy with { SharedSecret = null }));
        Assert.False(stamp.IsValidUnder(_policy with { Mode = AuthMode.Password }));
        Assert.False(stamp.IsValidUnder(_policy with { Mode = AuthMode.None }));
        Assert.False(CredentialStamp.None.IsValidUnder(_policy));
        Assert.True(CredentialStamp.DeviceToken.IsValidUnder(_policy with { SharedSecret = null }));
        Assert.False(new CredentialStamp("tailscale").IsValidUnder(_policy));

        var rules = new TrustedProxyRules("X-User", [], ["ada"], AllowLoopback: true);
        var byProxy = _policy with { Mode = AuthMode.TrustedProxy, TrustedProxies = [IPAddress.Loopback], TrustedProxy = rules };
        var proxied = new CredentialStamp("trusted-proxy", Peer: Loopback with { Headers = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("X-User", "ada") });
        Assert.True(proxied.IsValidUnder(byProxy));
        Assert.False(proxied.IsValidUnder(byProxy with { TrustedProxies = [] }));
        Assert.False(proxied.IsValidUnder(byProxy with { TrustedProxy = rules with { AllowUsers = ["eve"] } }));
        Assert.DoesNotContain(Token, $"{stamp}", StringComparison.Ordinal);
    }
}
