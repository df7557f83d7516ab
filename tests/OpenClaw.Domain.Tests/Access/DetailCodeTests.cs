using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>Every detail code of a refused handshake that <c>protocol/errors.json</c> promises is reached by some client, with the close code and the advice that it names.</summary>
public sealed class DetailCodeTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.2");

    /// <summary>For each code a client that gets it.</summary>
    private static readonly Dictionary<string, Func<Handshakes, ConnectRefusal>> Ways = new()
    {
        ["PROTOCOL_MISMATCH"] = gateway => gateway.Refuse(Client(protocol: 9)),
        ["AUTH_UNAUTHORIZED"] = gateway => gateway.Refuse(Client(), Proxied(gateway, "X-Other", "alice")),
        ["AUTH_TOKEN_MISSING"] = gateway => gateway.Refuse(gateway.Signed(Client(token: null))),
        ["AUTH_TOKEN_MISMATCH"] = gateway => gateway.Refuse(Client(token: "wrong")),
        ["AUTH_TOKEN_NOT_CONFIGURED"] = gateway => With(gateway, gateway.Policy with { SharedSecret = null }).Refuse(Client()),
        ["AUTH_PASSWORD_MISSING"] = gateway => With(gateway, gateway.Policy with { Mode = AuthMode.Password }).Refuse(gateway.Signed(Client(token: null))),
        ["AUTH_PASSWORD_MISMATCH"] = gateway => With(gateway, gateway.Policy with { Mode = AuthMode.Password }).Refuse(Client(token: null, password: "wrong")),
        ["AUTH_PASSWORD_NOT_CONFIGURED"] = gateway => With(gateway, gateway.Policy with { Mode = AuthMode.Password, SharedSecret = null }).Refuse(Client()),
        ["AUTH_BOOTSTRAP_TOKEN_INVALID"] = gateway =>
            gateway.Refuse(gateway.Signed(Client(token: null) with { Credentials = new PresentedCredentials(BootstrapToken: "of no use") })),
        ["AUTH_DEVICE_TOKEN_MISMATCH"] = gateway => gateway.Refuse(gateway.Signed(Client(token: null, deviceToken: "wrong"))),
        ["AUTH_SCOPE_MISMATCH"] = WithNarrowToken,
        ["AUTH_RATE_LIMITED"] = gateway =>
        {
            for (var i = 0; i < gateway.Policy.Limits.MaxFailures; i++) gateway.Refuse(Client(token: $"wrong {i}"), Remote);
            return gateway.Refuse(Client(token: "wrong again"), Remote);
        },
        ["AUTH_TAILSCALE_IDENTITY_MISSING"] = gateway => ByTailscale(gateway, AuthFailure.TailscaleIdentityMissing),
        ["AUTH_TAILSCALE_PROXY_MISSING"] = gateway => ByTailscale(gateway, AuthFailure.TailscaleProxyMissing),
        ["AUTH_TAILSCALE_WHOIS_FAILED"] = gateway => ByTailscale(gateway, AuthFailure.TailscaleWhoisFailed),
        ["AUTH_TAILSCALE_IDENTITY_MISMATCH"] = gateway => ByTailscale(gateway, AuthFailure.TailscaleIdentityMismatch),
        ["AUTH_IDENTITY_HEADER_REQUIRED"] = gateway => gateway.Refuse(Client(), Proxied(gateway, "X-Required", "yes")),
        ["CONTROL_UI_ORIGIN_NOT_ALLOWED"] = gateway => gateway.Refuse(Client("openclaw-control-ui", "webchat"), Remote with { Origin = "https://evil.example" }),
        ["CONTROL_UI_DEVICE_IDENTITY_REQUIRED"] = gateway => gateway.Refuse(Client("openclaw-control-ui", "webchat")),
        ["DEVICE_IDENTITY_REQUIRED"] = gateway => gateway.Refuse(Client("node-host", "node", role: "node")),
        ["DEVICE_AUTH_DEVICE_ID_MISMATCH"] = gateway => Signed(gateway, static proof => proof with { Id = DeviceId(2) }),
        ["DEVICE_AUTH_SIGNATURE_EXPIRED"] = gateway => Signed(gateway, static proof => proof with { SignedAtMs = proof.SignedAtMs - 121_000 }),
        ["DEVICE_AUTH_NONCE_REQUIRED"] = gateway => Signed(gateway, static proof => proof with { Nonce = null }),
        ["DEVICE_AUTH_NONCE_MISMATCH"] = gateway => Signed(gateway, static proof => proof with { Nonce = "of another socket" }),
        ["DEVICE_AUTH_SIGNATURE_INVALID"] = gateway => gateway.Refuse(gateway.Signed(Client()) with { Scopes = ["operator.read"] }),
        ["DEVICE_AUTH_PUBLIC_KEY_INVALID"] = gateway =>
        {
            // The neutral point: its id is right, and every signature would fit it.
            var key = DeviceKey.FromRaw([1, .. new byte[31]]);
            return Signed(gateway, proof => proof with { Id = key.DeviceId, PublicKey = key.Text });
        },
        ["PAIRING_REQUIRED"] = gateway => gateway.Refuse(gateway.Signed(Client()), Remote),
    };

    public static TheoryData<string, string?, int> Promised()
    {
        var data = new TheoryData<string, string?, int>();
        foreach (var detail in Details())
        {
            if (!detail.TryGetProperty("reserved", out _) && detail.TryGetProperty("closeCode", out var close))
            {
                data.Add(detail.GetProperty("code").GetString()!, detail.TryGetProperty("nextStep", out var step) ? step.GetString() : null, close.GetInt32());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Promised))]
    public void Is_reached_with_its_close_code_and_its_advice(string code, string? nextStep, int closeCode)
    {
        var refusal = Ways[code](new Handshakes());

        Assert.Equal(code, Detail(refusal, "code"));
        Assert.Equal(closeCode, refusal.CloseCode);
        if (Detail(refusal, "canRetryWithDeviceToken") != "true") Assert.Equal(nextStep, Detail(refusal, "recommendedNextStep"));
    }

    [Fact]
    public void Every_code_that_a_handshake_is_refused_with_is_promised() =>
        Assert.Empty(Ways.Keys.Except(Details().Select(detail => detail.GetProperty("code").GetString()!)));

    private static IEnumerable<JsonElement> Details()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "protocol", "errors.json");
            if (File.Exists(file)) return [.. JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("details").EnumerateArray()];
        }

        throw new InvalidOperationException("protocol/errors.json not found");
    }

    private static Handshakes With(Handshakes gateway, AccessPolicy policy)
    {
        gateway.Policy = policy;
        return gateway;
    }

    private static ConnectRefusal Signed(Handshakes gateway, Func<DeviceProof, DeviceProof> before) => gateway.Refuse(gateway.Signed(Client(), before: before));

    private static ConnectRefusal ByTailscale(Handshakes gateway, AuthFailure failure) =>
        With(gateway, gateway.Policy with { AllowTailscale = true }).Refuse(gateway.Signed(Client(token: null)), Loopback with { Tailscale = TailscaleClaim.Refused(failure) });

    private static ConnectPeer Proxied(Handshakes gateway, string header, string value)
    {
        gateway.Policy = gateway.Policy with
        {
            Mode = AuthMode.TrustedProxy,
            SharedSecret = null,
            TrustedProxies = [Proxy],
            TrustedProxy = new TrustedProxyRules("X-User", ["X-Required"], [], AllowLoopback: false),
        };
        return Remote with { Address = Proxy, HasForwardingHeaders = true, Headers = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add(header, value) };
    }

    private static ConnectRefusal WithNarrowToken(Handshakes gateway)
    {
        gateway.Accept(gateway.Signed(Client()));
        var narrow = new DeviceTokenIssued(DeviceId(1), Role.Operator, ScopeSet.Parse(["operator.read"]), 2, gateway.Now);
        gateway.Pairing = gateway.Pairing.Apply([narrow]);
        var token = gateway.Policy.Tokens.Derive(DeviceId(1), Role.Operator, 2);
        return gateway.Refuse(gateway.Signed(Client(token: null, deviceToken: token, scopes: ["operator.write"])));
    }
}
