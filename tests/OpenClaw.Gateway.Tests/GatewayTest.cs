using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Configuration;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Access.Signatures;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tests;

/// <summary>A whole gateway without its HTTP side, on virtual time. Fails a test whose actors left a message unhandled.</summary>
public abstract class GatewayTest : TestKit
{
    internal const string Token = "the-shared-secret";
    internal const string AllScopes = """["operator.admin","operator.read","operator.write","operator.approvals","operator.pairing"]""";

    private readonly TestProbe _unhandled;
    private (IActorRef Supervisor, GatewayProtocol.Ready Ready)? _started;

    protected GatewayTest()
        : base("""
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            akka.log-dead-letters = off
            akka.test { single-expect-default = 30s, default-timeout = 30s, filter-leeway = 30s }
            """)
    {
        _unhandled = CreateTestProbe("unhandled");
        Sys.EventStream.Subscribe(_unhandled.Ref, typeof(UnhandledMessage));
    }

    internal ManualTime Time { get; } = new();

    internal AccessPolicy Policy { get; set; } = new()
    {
        SharedSecret = SecretDigest.Of(Token),
        Tokens = new DeviceTokenMint(SHA256.HashData("a key"u8)),
    };

    /// <summary>Takes the place of <see cref="Policy"/> where a test changes it between two looks.</summary>
    internal Func<AccessPolicy>? PolicySource { get; set; }

    internal ConnectionOptions Connections { get; set; } = new();

    internal ImmutableArray<IGatewayPart> Parts { get; set; } = [];

    internal ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    internal IAgentWorkspaces? Workspaces { get; set; }

    internal GatewayOptions Options { get; set; } = new()
    {
        Version = "2026.11.0",
        Host = "host",
        Ip = "192.0.2.2",
        Platform = "linux 6.18",
        DeviceFamily = "Linux",
        Identity = DeviceKey.FromRaw(Ed25519.PublicKeyOf(SHA256.HashData("gateway"u8))),
        ConfigPath = "/home/user/.openclaw/openclaw.json",
        StateDir = "/home/user/.openclaw",
        AuthMode = "token",
    };

    internal LoadedConfiguration Configuration { get; set; } = ConfigurationLoader.Load(new ConfigurationSources
    {
        Environment = new Dictionary<string, string>(),
        HomeDirectory = Path.Combine(Path.GetTempPath(), "openclaw-no-such-home"),
    });

    internal IActorRef Supervisor => Started.Supervisor;

    internal GatewayProtocol.Ready Gateway => Started.Ready;

    private (IActorRef Supervisor, GatewayProtocol.Ready Ready) Started => _started ??= Start();

    /// <summary>Moves the clock and the timers on.</summary>
    internal void Advance(TimeSpan by)
    {
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }

    /// <summary>Asks until it is so, for a minute: an actor hears of another's end by itself, perhaps after the test did, and tells nobody.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"it never came to it that {what}");
        }
    }

    /// <summary>Waits until an actor is done with what it was told before.</summary>
    internal async Task SettleAsync(IActorRef actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify(0), probe);
        await probe.ExpectMsgAsync<ActorIdentity>(TimeSpan.FromSeconds(60));
        Sys.Stop(probe);
    }

    /// <summary>Opens a socket and reads the challenge.</summary>
    internal async Task<(FakeSocket Socket, string Nonce)> OpenAsync(FakeSocket? socket = null)
    {
        socket ??= new FakeSocket();
        Gateway.Connections.Tell(new ConnectionsProtocol.Accept(socket));
        var challenge = await socket.EventAsync("connect.challenge");
        Assert.False(challenge.TryGetProperty("seq", out _));
        return (socket, challenge.GetProperty("payload").GetProperty("nonce").GetString()!);
    }

    /// <summary>Opens a socket and shakes hands: whoever is told of a new connection has been told when this returns.</summary>
    internal async Task<(FakeSocket Socket, JsonElement Hello)> ConnectAsync(
        string clientId = "gateway-client",
        string mode = "backend",
        int protocol = 4,
        string scopes = AllScopes,
        string role = "operator",
        string? instanceId = null,
        string? displayName = null,
        byte? device = null,
        FakeSocket? socket = null)
    {
        (socket, var nonce) = await OpenAsync(socket);
        var id = await socket.RequestAsync("connect", ConnectParams(clientId, mode, protocol, scopes, role, instanceId, displayName, device, nonce));
        var response = await socket.ResponseAsync(id);
        Assert.True(response.GetProperty("ok").GetBoolean(), response.ToString());

        // hello-ok goes out first and then the connection subscribes to events, starts its ticks and gives its handshake's seat back.
        await SettleAsync(await socket.ConnectionAsync());
        return (socket, response.GetProperty("payload"));
    }

    internal string ConnectParams(
        string clientId = "gateway-client",
        string mode = "backend",
        int protocol = 4,
        string scopes = AllScopes,
        string role = "operator",
        string? instanceId = null,
        string? displayName = null,
        byte? device = null,
        string nonce = "",
        string? token = Token,
        string platform = "linux",
        string family = "Linux")
    {
        var client = $$"""{"id":"{{clientId}}","version":"1.2.3","platform":"{{platform}}","mode":"{{mode}}","deviceFamily":"{{family}}","modelIdentifier":"vm"{{Member("instanceId", instanceId)}}{{Member("displayName", displayName)}}}""";
        var auth = token is null ? "" : $$""","auth":{"token":"{{token}}"}""";
        var proof = device is { } seed ? $$""","device":{{Proof(seed, clientId, mode, role, scopes, nonce, token, platform, family)}}""" : "";
        return $$"""{"minProtocol":{{protocol}},"maxProtocol":{{protocol}},"client":{{client}},"role":"{{role}}","scopes":{{scopes}},"caps":[]{{auth}}{{proof}}}""";
    }

    internal static string DeviceId(byte device) => DeviceKey.FromRaw(Ed25519.PublicKeyOf(SHA256.HashData([device]))).DeviceId;

    protected override void AfterAll()
    {
        _unhandled.ExpectNoMsg(TimeSpan.Zero);
        base.AfterAll();
    }

    private (IActorRef, GatewayProtocol.Ready) Start()
    {
        var supervisor = Sys.ActorOf(
            GatewaySupervisor.Props(new GatewayComposition
            {
                Options = Options with { Connections = Connections },
                Configuration = () => Configuration,
                Access = () => PolicySource?.Invoke() ?? Policy,
                Health = new HealthFacts
                {
                    DefaultAgentId = "main",
                    Agents = [new AgentFacts("main", null, "/home/user/.openclaw/state", 0, [])],
                    DefaultModel = "echo/echo",
                    DefaultContextTokens = 8000,
                },
                Time = Time,
                Loggers = Loggers,
                Workspaces = Workspaces,
                Parts = Parts,
            }),
            "gateway");

        // A probe of its own asks: what a test's parts say to the test actor may come before this answer.
        var starter = CreateTestProbe();
        supervisor.Tell(GatewayProtocol.GetReady.Instance, starter);
        return (supervisor, starter.ExpectMsg<GatewayProtocol.Ready>(TimeSpan.FromSeconds(60)));
    }

    private string Proof(byte seed, string clientId, string mode, string role, string scopes, string nonce, string? token, string platform, string family)
    {
        var secret = SHA256.HashData([seed]);
        var key = DeviceKey.FromRaw(Ed25519.PublicKeyOf(secret));
        var signedAt = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var list = string.Join(',', JsonSerializer.Deserialize<string[]>(scopes)!);
        var text = $"v3|{key.DeviceId}|{clientId}|{mode}|{role}|{list}|{signedAt}|{token}|{nonce}|{platform.ToLowerInvariant()}|{family.ToLowerInvariant()}";
        var signature = Convert.ToBase64String(Ed25519.Sign(secret, System.Text.Encoding.UTF8.GetBytes(text)));
        return $$"""{"id":"{{key.DeviceId}}","publicKey":"{{key.Text}}","signature":"{{signature}}","signedAt":{{signedAt}},"nonce":"{{nonce}}"}""";
    }

    private static string Member(string name, string? value) => value is null ? "" : $",\"{name}\":\"{value}\"";
}
