using System.Collections.Immutable;
using System.Net;
using OpenClaw.Domain.Access;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>Identities that a proxy or Tailscale vouches for: who may vouch, for whom, and what it opens.</summary>
public sealed class ProxyIdentityTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.2");

    private readonly Handshakes _gateway = new();

    private static ConnectPeer Proxied(IPAddress? address = null, params (string Name, string Value)[] headers) =>
        new(address ?? Proxy, "claw.example", HasForwardingHeaders: true, ForwardedFor: "198.51.100.7", Headers: headers.ToImmutableDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase));

    private void UseProxy(string[]? required = null, string[]? users = null, bool loopback = false, IPAddress? proxy = null) => _gateway.Policy = _gateway.Policy with
    {
        Mode = AuthMode.TrustedProxy,
        TrustedProxies = [proxy ?? Proxy],
        TrustedProxy = new TrustedProxyRules("X-Forwarded-User", [.. required ?? []], [.. users ?? []], loopback),
    };

    [Fact]
    public void A_listed_proxy_vouches_and_its_user_still_needs_a_device_for_scopes()
    {
        UseProxy();
        var grant = _gateway.Accept(Client("test", "test", token: null), Proxied(headers: ("x-forwarded-user", "ada")));
        Assert.Equal("trusted-proxy", grant.Method);
        Assert.True(grant.Scopes.IsEmpty);

        var refusal = _gateway.Refuse(_gateway.Signed(Client("openclaw-control-ui", "webchat", token: null)), Proxied(headers: ("X-Forwarded-User", "ada")));
        Assert.Equal("PAIRING_REQUIRED", Detail(refusal, "code"));
    }

    [Fact]
    public void Whoever_is_no_listed_proxy_can_write_what_he_likes()
    {
        UseProxy();
        var forged = Proxied(IPAddress.Parse("10.0.0.3"), ("X-Forwarded-User", "ada"));
        Assert.Equal("trusted_proxy_untrusted_source", Detail(_gateway.Refuse(Client(token: null), forged), "authReason"));
        Assert.Equal("trusted_proxy_untrusted_source", Detail(_gateway.Refuse(Client(), Remote), "authReason"));
    }

    [Theory]
    [InlineData("", "AUTH_IDENTITY_HEADER_REQUIRED", "trusted_proxy_user_missing")]
    [InlineData("  ", "AUTH_IDENTITY_HEADER_REQUIRED", "trusted_proxy_user_missing")]
    [InlineData("a\nb", "AUTH_IDENTITY_HEADER_REQUIRED", "trusted_proxy_user_missing")]
    [InlineData("eve", "AUTH_UNAUTHORIZED", "trusted_proxy_user_not_allowed")]
    public void No_user_and_a_user_that_is_not_listed_are_told_apart(string user, string code, string reason)
    {
        UseProxy(users: ["Ada"]);
        var refusal = _gateway.Refuse(Client(token: null), Proxied(headers: ("X-Forwarded-User", user)));
        Assert.Equal((code, reason), (Detail(refusal, "code"), Detail(refusal, "authReason")));
        _gateway.Accept(Client(token: null), Proxied(headers: ("X-Forwarded-User", "ada")));
    }

    [Fact]
    public void Required_headers_must_be_there()
    {
        UseProxy(required: ["X-Auth-Done"]);
        Assert.Equal("trusted_proxy_missing_header", Detail(_gateway.Refuse(Client(token: null), Proxied(headers: ("X-Forwarded-User", "ada"))), "authReason"));
        _gateway.Accept(Client(token: null), Proxied(headers: [("X-Forwarded-User", "ada"), ("X-Auth-Done", "1")]));
    }

    [Fact]
    public void A_proxy_on_this_machine_has_to_be_allowed()
    {
        UseProxy(proxy: IPAddress.Loopback);
        var local = Proxied(IPAddress.Loopback, ("X-Forwarded-User", "ada"));
        Assert.Equal("trusted_proxy_loopback_source", Detail(_gateway.Refuse(Client(token: null), local), "authReason"));
        UseProxy(proxy: IPAddress.Loopback, loopback: true);
        _gateway.Accept(Client(token: null), local);
    }

    [Fact]
    public void In_proxy_mode_the_secret_opens_to_this_machines_own_programs_only()
    {
        UseProxy();
        Assert.Equal(5, _gateway.Accept(Client("cli", "cli")).Scopes.Count);
        Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client("cli", "cli", token: "wrong")), "code"));
        Assert.Equal("trusted_proxy_user_missing", Detail(_gateway.Refuse(Client("cli", "cli"), Proxied()), "authReason"));
        _gateway.Policy = _gateway.Policy with { SharedSecret = null };
        _gateway.Refuse(Client("cli", "cli"));
    }

    [Fact, Trait("Statement", "AUTH-11")]
    public void A_verified_tailscale_login_stands_for_the_token()
    {
        _gateway.Policy = _gateway.Policy with { AllowTailscale = true };
        var peer = Loopback with { HasForwardingHeaders = true, Host = "claw.tail1.ts.net", Tailscale = TailscaleClaim.Verified("ada@example.com") };
        var grant = _gateway.Accept(Client(token: null), peer);
        Assert.Equal("tailscale", grant.Method);
        Assert.True(grant.Scopes.IsEmpty);
        Assert.False(grant.IsLocal);

        _gateway.Policy = _gateway.Policy with { AllowTailscale = false };
        Assert.Equal("AUTH_TOKEN_MISSING", Detail(_gateway.Refuse(_gateway.Signed(Client(token: null)), peer), "code"));
    }

    [Fact]
    public void A_claim_that_does_not_hold_says_why_and_does_not_stand_in_the_way_of_the_token()
    {
        _gateway.Policy = _gateway.Policy with { AllowTailscale = true };
        foreach (var failure in new[] { AuthFailure.TailscaleIdentityMissing, AuthFailure.TailscaleProxyMissing, AuthFailure.TailscaleWhoisFailed, AuthFailure.TailscaleIdentityMismatch })
        {
            var peer = Loopback with { HasForwardingHeaders = true, Tailscale = TailscaleClaim.Refused(failure) };
            var refusal = _gateway.Refuse(Client(token: null), peer);
            Assert.Equal((failure.Code, "review_auth_configuration"), (Detail(refusal, "code"), Detail(refusal, "recommendedNextStep")));
            Assert.Equal("token", _gateway.Accept(Client(), peer).Method);
        }
    }

    [Fact]
    public void X_Real_IP_counts_only_where_it_is_asked_for()
    {
        var peer = new ConnectPeer(Proxy, RealIp: "198.51.100.9");
        var policy = _gateway.Policy with { TrustedProxies = [Proxy] };
        Assert.Equal(Proxy, peer.ClientAddress(policy));
        Assert.Equal(IPAddress.Parse("198.51.100.9"), peer.ClientAddress(policy with { AllowRealIpFallback = true }));
        Assert.Equal(Proxy, peer.ClientAddress(policy with { AllowRealIpFallback = true, TrustedProxies = [] }));
    }
}
