using System.Buffers.Text;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Access.Signatures;
using OpenClaw.Domain.Pairing;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>A gateway's side of the handshake in memory, and clients of every kind to try on it.</summary>
internal sealed class Handshakes
{
    public const string Token = "the-shared-secret";
    public const string Nonce = "0bb46c19-ebf0-4e00-92f4-557a89f8cbfa";

    public static readonly ConnectPeer Loopback = new(IPAddress.Loopback, "127.0.0.1:18789");
    public static readonly ConnectPeer Remote = new(IPAddress.Parse("203.0.113.9"), "claw.example:18789");
    public static readonly string[] AllScopes =
        ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"];

    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public PairingState Pairing { get; set; } = PairingState.Empty;

    public FailedAuthLimiter Limiter { get; private set; } = FailedAuthLimiter.Empty;

    public List<IPairingEvent> Events { get; } = [];

    public AccessPolicy Policy { get; set; } = new()
    {
        SharedSecret = SecretDigest.Of(Token),
        Tokens = new DeviceTokenMint(SHA256.HashData("a key"u8)),
    };

    private int _requests;

    /// <summary>Decides, and keeps what the decision says to keep.</summary>
    public ConnectDecision Connect(ConnectRequest request, ConnectPeer? peer = null)
    {
        var attempt = new ConnectAttempt(
            request, peer ?? Loopback, request.Device?.Check(request, Nonce, Now), $"request-{++_requests}", Now);
        var decision = ConnectDecider.Decide(attempt, Policy, Pairing, Limiter);
        Pairing = Pairing.Apply(decision.Events);
        Events.AddRange(decision.Events);
        Limiter = decision.Limiter;
        return decision;
    }

    public ConnectGrant Accept(ConnectRequest request, ConnectPeer? peer = null) =>
        Connect(request, peer) is ConnectAccepted accepted
            ? accepted.Grant
            : throw new Xunit.Sdk.XunitException("Expected to be let in.");

    public ConnectRefusal Refuse(ConnectRequest request, ConnectPeer? peer = null) =>
        Assert.IsType<ConnectRefused>(Connect(request, peer)).Refusal;

    public static ConnectRequest Client(
        string id = "test",
        string mode = "test",
        int protocol = 4,
        string? token = Token,
        string? password = null,
        string? deviceToken = null,
        string? role = "operator",
        IEnumerable<string>? scopes = null) => new()
        {
            MinProtocol = protocol,
            MaxProtocol = protocol,
            Client = new ClientDescription { Id = id, Mode = mode, Version = "1.0", Platform = "linux" },
            Role = role,
            Scopes = [.. scopes ?? AllScopes],
            Credentials = new PresentedCredentials(token, password, deviceToken),
        };

    /// <summary>Signs a request as this device would.</summary>
    public ConnectRequest Signed(ConnectRequest request, byte device = 1, int version = 3, Func<DeviceProof, DeviceProof>? before = null)
    {
        var seed = Seed(device);
        var key = DeviceKey.FromRaw(Ed25519.PublicKeyOf(seed));
        var proof = new DeviceProof(key.DeviceId, key.Text, "", Now.ToUnixTimeMilliseconds(), Nonce);
        proof = before?.Invoke(proof) ?? proof;
        var signature = Ed25519.Sign(seed, Encoding.UTF8.GetBytes(proof.SignedText(request, version)));
        return request with { Device = proof with { Signature = Base64Url.EncodeToString(signature) } };
    }

    public static string DeviceId(byte device) => DeviceKey.FromRaw(Ed25519.PublicKeyOf(Seed(device))).DeviceId;

    public static string? Detail(ConnectRefusal refusal, string name) =>
        refusal.Details.Where(d => d.Name == name).Select(d => d.Text ?? d.Number?.ToString() ?? d.Flag?.ToString().ToLowerInvariant()).SingleOrDefault();

    public static ImmutableArray<string> Names(ScopeSet scopes) => scopes.ToNames();

    private static byte[] Seed(byte device) => SHA256.HashData([device]);
}
