using System.Net;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

public sealed class ConnectDeciderTests
{
    private readonly Handshakes _gateway = new();

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(4, 4, 4)]
    [InlineData(3, 4, 4)]
    [InlineData(1, 3, 3)]
    [InlineData(4, 99, 4)]
    public void Speaks_the_highest_protocol_that_both_know(int min, int max, int expected) =>
        Assert.Equal(expected, _gateway.Accept(Client() with { MinProtocol = min, MaxProtocol = max }).Protocol);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(99, 99)]
    [InlineData(4, 3)]
    public void Refuses_a_protocol_range_that_does_not_meet_ours_with_1002(int min, int max)
    {
        var refusal = _gateway.Refuse(Client() with { MinProtocol = min, MaxProtocol = max });
        Assert.Equal(("protocol mismatch", 1002, "PROTOCOL_MISMATCH"), (refusal.Message, refusal.CloseCode, Detail(refusal, "code")));
        Assert.Equal((min.ToString(), max.ToString()), (Detail(refusal, "clientMinProtocol"), Detail(refusal, "clientMaxProtocol")));
        Assert.Equal("4", Detail(refusal, "expectedProtocol"));
    }

    [Fact]
    public void Refuses_an_unknown_role() => Assert.Equal("invalid role", _gateway.Refuse(Client(role: "no-such-role")).Message);

    [Fact]
    [Trait("Statement", "AUTH-06")]
    public void Refuses_a_wrong_token_and_says_what_to_do()
    {
        var refusal = _gateway.Refuse(Client(token: "wrong-token"));
        Assert.Equal("unauthorized: gateway token mismatch (provide gateway auth token)", refusal.Message);
        Assert.Equal(1008, refusal.CloseCode);
        Assert.Equal(
            [("code", "AUTH_TOKEN_MISMATCH"), ("authReason", "token_mismatch"), ("canRetryWithDeviceToken", "false"), ("recommendedNextStep", "update_auth_credentials")],
            refusal.Details.Select(d => (d.Name, Detail(refusal, d.Name)!)));
    }

    [Fact]
    [Trait("Statement", "AUTH-05")]
    [Trait("Statement", "AUTH-01")]
    public void Refuses_a_missing_token_on_loopback_too()
    {
        Assert.Equal("DEVICE_IDENTITY_REQUIRED", Detail(_gateway.Refuse(Client(token: null)), "code"));
        Assert.Equal("AUTH_TOKEN_MISSING", Detail(_gateway.Refuse(_gateway.Signed(Client(token: null))), "code"));
    }

    [Fact]
    [Trait("Statement", "AUTH-07")]
    public void Checks_the_password_in_password_mode_and_takes_it_from_either_field()
    {
        _gateway.Policy = _gateway.Policy with { Mode = AuthMode.Password, SharedSecret = SecretDigest.Of("open sesame") };
        Assert.Equal("password", _gateway.Accept(Client(token: null, password: "open sesame")).Method);
        Assert.Equal("password", _gateway.Accept(Client(token: "open sesame")).Method);
        Assert.Equal("AUTH_PASSWORD_MISMATCH", Detail(_gateway.Refuse(Client(token: null, password: "wrong")), "code"));
        Assert.Equal("AUTH_PASSWORD_MISSING", Detail(_gateway.Refuse(_gateway.Signed(Client(token: null))), "code"));
    }

    [Fact]
    public void Refuses_everybody_when_no_secret_is_configured()
    {
        _gateway.Policy = _gateway.Policy with { SharedSecret = null };
        Assert.Equal("AUTH_TOKEN_NOT_CONFIGURED", Detail(_gateway.Refuse(Client()), "code"));
        Assert.Equal("AUTH_TOKEN_NOT_CONFIGURED", Detail(_gateway.Refuse(_gateway.Signed(Client(token: ""))), "code"));
    }

    [Fact]
    public void Mode_none_asks_for_no_secret()
    {
        _gateway.Policy = _gateway.Policy with { Mode = AuthMode.None };
        Assert.Equal("none", _gateway.Accept(Client(token: null)).Method);
    }

    [Theory]
    [InlineData("cli", "cli", 4, 5)]
    [InlineData("gateway-client", "backend", 4, 5)]
    [InlineData("gateway-client", "backend", 3, 0)]
    [InlineData("gateway-client", "probe", 4, 0)]
    [InlineData("test", "test", 4, 0)]
    [InlineData("cli", "cli", 3, 0)]
    public void Without_a_device_only_the_local_programs_of_protocol_4_keep_their_scopes(string id, string mode, int protocol, int scopes) =>
        Assert.Equal(scopes, _gateway.Accept(Client(id, mode, protocol)).Scopes.Count);

    [Fact]
    public void Nodes_and_control_uis_need_a_device()
    {
        var node = _gateway.Refuse(Client("node-host", "node", role: "node"));
        Assert.Equal((RefusalCode.NotPaired, "device identity required"), (node.Code, node.Message));
        Assert.Equal("CONTROL_UI_DEVICE_IDENTITY_REQUIRED", Detail(_gateway.Refuse(Client("openclaw-control-ui", "webchat")), "code"));
    }

    [Fact]
    public void A_wrong_token_wins_over_a_missing_device()
    {
        Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client("openclaw-control-ui", "webchat", token: "wrong")), "code"));
        Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client("node-host", "node", token: "wrong", role: "node")), "code"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_signed_local_device_is_paired_silently_and_gets_a_token(int signatureVersion)
    {
        var grant = _gateway.Accept(_gateway.Signed(Client("cli", "cli"), version: signatureVersion));
        Assert.Equal((DeviceId(1), "token", 5), (grant.DeviceId, grant.Method, grant.Scopes.Count));
        Assert.NotNull(grant.DeviceToken);
        Assert.Equal("silent", Assert.IsType<DevicePaired>(_gateway.Events[0]).ApprovedVia);
        Assert.IsType<DeviceTokenIssued>(_gateway.Events[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_device_token_opens_the_door_as_token_or_as_deviceToken_and_stays_the_same(bool asDeviceToken)
    {
        var first = _gateway.Accept(_gateway.Signed(Client("cli", "cli")));
        var token = first.DeviceToken!.Token;
        var again = asDeviceToken ? Client("cli", "cli", token: null, deviceToken: token) : Client("cli", "cli", token: token);
        var second = _gateway.Accept(_gateway.Signed(again));
        Assert.Equal(("device-token", token, 5), (second.Method, second.DeviceToken!.Token, second.Scopes.Count));
        Assert.Equal(first.DeviceToken.IssuedAt, second.DeviceToken.IssuedAt);
    }

    [Fact]
    public void Another_devices_token_opens_nothing()
    {
        var token = _gateway.Accept(_gateway.Signed(Client("cli", "cli"))).DeviceToken!.Token;
        _gateway.Accept(_gateway.Signed(Client("cli", "cli"), device: 2));
        Assert.Equal("AUTH_DEVICE_TOKEN_MISMATCH", Detail(_gateway.Refuse(_gateway.Signed(Client("cli", "cli", token: null, deviceToken: token), device: 2)), "code"));
        Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client("cli", "cli", token: token)), "code"));
    }

    [Fact]
    public void A_signed_client_with_a_wrong_token_is_told_to_try_its_device_token()
    {
        var refusal = _gateway.Refuse(_gateway.Signed(Client(token: "wrong")));
        Assert.Equal(("true", "retry_with_device_token"), (Detail(refusal, "canRetryWithDeviceToken"), Detail(refusal, "recommendedNextStep")));
    }

    [Fact]
    public void A_remote_device_waits_for_an_operator_under_one_request()
    {
        var first = _gateway.Refuse(_gateway.Signed(Client()), Remote);
        Assert.Equal((RefusalCode.NotPaired, "pairing required", 1008), (first.Code, first.Message, first.CloseCode));
        Assert.Equal(("PAIRING_REQUIRED", "not-paired"), (Detail(first, "code"), Detail(first, "reason")));
        var again = _gateway.Refuse(_gateway.Signed(Client()), Remote);
        Assert.Equal(Detail(first, "requestId"), Detail(again, "requestId"));
        Assert.Single(_gateway.Events);

        var approval = PairingDecider.Approve(_gateway.Pairing, Detail(first, "requestId")!, ScopeSet.All, _gateway.Now);
        _gateway.Pairing = _gateway.Pairing.Apply(approval.Events);
        Assert.Equal(5, _gateway.Accept(_gateway.Signed(Client()), Remote).Scopes.Count);
    }

    [Fact]
    public void A_pairing_request_is_forgotten_after_five_minutes()
    {
        var first = _gateway.Refuse(_gateway.Signed(Client()), Remote);
        _gateway.Now += PendingPairing.Lifetime;
        Assert.True(PairingDecider.Approve(_gateway.Pairing, Detail(first, "requestId")!, ScopeSet.All, _gateway.Now).IsRejected);
        Assert.NotEqual(Detail(first, "requestId"), Detail(_gateway.Refuse(_gateway.Signed(Client()), Remote), "requestId"));
    }

    [Fact]
    public void Wider_scopes_are_silent_on_loopback_with_the_secret_and_need_a_person_elsewhere()
    {
        var narrow = Client("cli", "cli", scopes: ["operator.read"]);
        _gateway.Accept(_gateway.Signed(narrow));
        Assert.Equal("scope-upgrade", Detail(_gateway.Refuse(_gateway.Signed(Client("cli", "cli")), Remote), "reason"));
        Assert.Equal(5, _gateway.Accept(_gateway.Signed(Client("cli", "cli"))).Scopes.Count);
    }

    [Fact]
    public void A_device_token_never_widens_its_own_device()
    {
        var token = _gateway.Accept(_gateway.Signed(Client("cli", "cli", scopes: ["operator.read"]))).DeviceToken!.Token;
        var refusal = _gateway.Refuse(_gateway.Signed(Client("cli", "cli", token: token)));
        Assert.Equal("scope-upgrade", Detail(refusal, "reason"));
    }

    [Fact]
    public void A_new_role_for_a_known_device_needs_a_person_on_loopback_too()
    {
        _gateway.Accept(_gateway.Signed(Client("cli", "cli")));
        Assert.Equal("role-upgrade", Detail(_gateway.Refuse(_gateway.Signed(Client("node-host", "node", role: "node"))), "reason"));
    }

    [Fact]
    public void A_node_gets_no_operator_scopes_whatever_it_asks_for() =>
        Assert.True(_gateway.Accept(_gateway.Signed(Client("node-host", "node", role: "node"))).Scopes.IsEmpty);

    [Theory]
    [InlineData("device-id-mismatch")]
    [InlineData("device-signature-stale")]
    [InlineData("device-nonce-missing")]
    [InlineData("device-nonce-mismatch")]
    [InlineData("device-signature")]
    public void Names_what_is_wrong_with_a_device_proof_even_when_the_token_is_right(string reason)
    {
        var request = _gateway.Signed(Client(), before: proof => reason switch
        {
            "device-id-mismatch" => proof with { Id = new string('0', 64) },
            "device-signature-stale" => proof with { SignedAtMs = proof.SignedAtMs - 120_001 },
            "device-nonce-missing" => proof with { Nonce = null },
            "device-nonce-mismatch" => proof with { Nonce = "another" },
            _ => proof,
        });
        if (reason == "device-signature")
        {
            request = request with { Scopes = request.Scopes.Add("operator.questions") };
        }

        Assert.Equal(reason, Detail(_gateway.Refuse(request), "reason"));
    }

    [Theory]
    [InlineData(-120_000)]
    [InlineData(120_000)]
    public void Clocks_may_differ_by_two_minutes(long skewMs) =>
        Assert.NotNull(_gateway.Accept(_gateway.Signed(Client(), before: p => p with { SignedAtMs = p.SignedAtMs + skewMs })).DeviceId);

    [Fact]
    public void The_signature_covers_platform_and_family_lower_cased()
    {
        var request = Client() with { Client = Client().Client with { Platform = " MacOS ", DeviceFamily = "iPhone" } };
        var text = new DeviceProof("id", "key", "", 17, "n").SignedText(request, 3);
        Assert.Equal($"v3|id|test|test|operator|{string.Join(',', AllScopes)}|17|{Token}|n|macos|iphone", text);
        Assert.Equal($"v2|id|test|test|operator|{string.Join(',', AllScopes)}|17|{Token}|n", new DeviceProof("id", "key", "", 17, "n").SignedText(request, 2));
    }

    [Fact]
    public void Verifies_a_signature_that_a_real_client_made()
    {
        // Recorded from a client of protocol 4 (its token was "T").
        var request = new ConnectRequest
        {
            MinProtocol = 4,
            MaxProtocol = 4,
            Client = new ClientDescription { Id = "cli", Mode = "cli", Version = "0.0.1", Platform = "linux" },
            Role = "operator",
            Scopes = ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing", "operator.questions"],
            Credentials = new PresentedCredentials("T"),
        };
        var proof = new DeviceProof(
            "b6fe89f30c454888d8b08fbb0f263f873b35f35778120418470dc14e29842678",
            "xpl-kdTB0sCs_DO1OJxL9NqxbsLXwlijS1rqmbUyZoM",
            "Wtcku_8W6g9QZ0uB9GnyOHTtN9lIB9hxVmcZ7RkFqfNzGoDjpCLZsHhpIQj6tHf4B_nSVo70lcnekblypN-kCQ",
            1795305011140,
            "0bb46c19-ebf0-4e00-92f4-557a89f8cbfa");
        var verdict = proof.Check(request with { Device = proof }, Nonce, DateTimeOffset.FromUnixTimeMilliseconds(1795305011200));
        Assert.Equal("ok", verdict.Fault?.Reason ?? "ok");
    }

    [Fact]
    public void Takes_a_key_as_PEM_and_refuses_what_is_none()
    {
        Assert.True(DeviceKey.TryParse("xpl-kdTB0sCs_DO1OJxL9NqxbsLXwlijS1rqmbUyZoM", out var raw));
        var der = Convert.ToBase64String([.. Convert.FromHexString("302a300506032b6570032100"), .. Convert.FromBase64String("xpl+kdTB0sCs/DO1OJxL9NqxbsLXwlijS1rqmbUyZoM=")]);
        Assert.True(DeviceKey.TryParse($"-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n", out var pem));
        Assert.Equal(("b6fe89f30c454888d8b08fbb0f263f873b35f35778120418470dc14e29842678", raw.DeviceId), (pem.DeviceId, pem.DeviceId));
        Assert.False(DeviceKey.TryParse("not a key", out _));
        Assert.False(DeviceKey.TryParse("", out _));
        Assert.False(DeviceKey.TryParse(null, out _));
        Assert.False(DeviceKey.TryParse(new string('A', 100_000), out _));
        Assert.False(DeviceKey.TryParse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", out _));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:18789", false, true)]
    [InlineData("::1", "[::1]:18789", false, true)]
    [InlineData("::ffff:127.0.0.1", "localhost", false, true)]
    [InlineData("127.0.0.1", "claw.tail1234.ts.net", false, true)]
    [InlineData("127.0.0.1", "evil.example", false, false)]
    [InlineData("127.0.0.1", "127.0.0.1.evil.example", false, false)]
    [InlineData("127.0.0.1", null, false, false)]
    [InlineData("127.0.0.1", "127.0.0.1:18789", true, false)]
    [InlineData("203.0.113.9", "127.0.0.1:18789", false, false)]
    public void Local_means_loopback_peer_loopback_host_and_no_proxy(string address, string? host, bool forwarded, bool local) =>
        Assert.Equal(local, new ConnectPeer(IPAddress.Parse(address), host, HasForwardingHeaders: forwarded).IsLocalDirect);

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("127.0.0.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("198.51.100.7, 10.0.0.2", "198.51.100.7")]
    [InlineData("198.51.100.7:4711", "198.51.100.7")]
    [InlineData("[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7")]
    [InlineData("198.51.100.7, 10.0.0.2:80", "198.51.100.7")]
    [InlineData("garbage", "10.0.0.1")]
    [InlineData("198.51.100.7:port", "10.0.0.1")]
    [InlineData("", "10.0.0.1")]
    public void Behind_trusted_proxies_the_client_is_the_last_hop_that_none_of_them_is(string forwardedFor, string expected) =>
        Assert.Equal(
            IPAddress.Parse(expected),
            new ConnectPeer(IPAddress.Parse("10.0.0.1"), "claw", HasForwardingHeaders: true, ForwardedFor: forwardedFor)
                .ClientAddress(_gateway.Policy with { TrustedProxies = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")] }));
}
