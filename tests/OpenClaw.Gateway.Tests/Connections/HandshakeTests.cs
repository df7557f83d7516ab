using System.Net;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Connections;

public sealed class HandshakeTests : GatewayTest
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [Trait("Statement", "PROTO-01")]
    [Trait("Statement", "SNAP-01")]
    [Trait("Statement", "SNAP-02")]
    [Trait("Statement", "SNAP-03")]
    public async Task The_first_frame_connect_is_answered_with_hello_ok(int protocol)
    {
        var (socket, hello) = await ConnectAsync(protocol: protocol);
        Assert.Equal(("hello-ok", protocol), (hello.GetProperty("type").GetString(), hello.GetProperty("protocol").GetInt32()));
        var snapshot = hello.GetProperty("snapshot");
        Assert.Equal("self", snapshot.GetProperty("presence")[0].GetProperty("reason").GetString());
        Assert.True(snapshot.GetProperty("health").GetProperty("ok").GetBoolean());
        Assert.True(snapshot.GetProperty("stateVersion").GetProperty("presence").GetInt64() >= 1);
        Assert.True(snapshot.GetProperty("uptimeMs").GetInt64() >= 0);
        Assert.Equal("agent:main:main", snapshot.GetProperty("sessionDefaults").GetProperty("mainSessionKey").GetString());
        var policy = hello.GetProperty("policy");
        Assert.Equal(
            (26214400, 52428800, 30000),
            (policy.GetProperty("maxPayload").GetInt32(), policy.GetProperty("maxBufferedBytes").GetInt32(), policy.GetProperty("tickIntervalMs").GetInt32()));
        Assert.Equal((26214400, TimeSpan.FromSeconds(30)), (socket.InboundLimit, socket.TickInterval));
        Assert.Contains("health", hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(protocol == 4, hello.TryGetProperty("auth", out _));
    }

    [Fact]
    [Trait("Statement", "PROTO-02")]
    public async Task Connect_takes_every_optional_field()
    {
        var (socket, _) = await OpenAsync();
        var id = await socket.RequestAsync("connect", $$"""
            {"minProtocol":3,"maxProtocol":4,"client":{"id":"openclaw-macos","displayName":"Mac","version":"1","platform":"macos","deviceFamily":"Mac","modelIdentifier":"Mac16,6","mode":"ui","instanceId":"i-1"},
            "caps":["tool-events"],"commands":["canvas.present"],"permissions":{"camera":true},"pathEnv":"/usr/bin","role":"operator","scopes":["operator.read"],
            "auth":{"token":"{{Token}}","password":"x"},"locale":"de-DE","userAgent":"agent"}
            """);
        Assert.True((await socket.ResponseAsync(id)).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("version")]
    [InlineData("platform")]
    [InlineData("mode")]
    [Trait("Statement", "PROTO-03")]
    [Trait("Statement", "PROTO-04")]
    public async Task Connect_without_a_required_client_field_is_refused_then_closed(string missing)
    {
        var (socket, _) = await OpenAsync();
        var fields = new Dictionary<string, string> { ["id"] = "cli", ["version"] = "1", ["platform"] = "linux", ["mode"] = "cli" };
        fields.Remove(missing);
        var client = string.Join(',', fields.Select(f => $"\"{f.Key}\":\"{f.Value}\""));
        var error = await socket.ErrorAsync("connect", $$$"""{"minProtocol":4,"maxProtocol":4,"client":{{{{client}}}},"auth":{"token":"{{{Token}}}"}}""");
        Assert.Equal("INVALID_REQUEST", error.GetProperty("code").GetString());
        Assert.StartsWith("invalid connect params: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((1008, error.GetProperty("message").GetString()!), await socket.ClosedAsync());
    }

    [Fact]
    public async Task Connect_without_params_is_refused()
    {
        var (socket, _) = await OpenAsync();
        await socket.SendAsync("""{"type":"req","id":"x1","method":"connect"}""");
        Assert.Equal("invalid connect params: must be object", (await socket.ResponseAsync("x1")).GetProperty("error").GetProperty("message").GetString());
        Assert.Equal((1008, "invalid connect params: must be object"), await socket.ClosedAsync());
    }

    [Fact]
    [Trait("Statement", "SAFE-05")]
    public async Task A_first_frame_that_is_not_connect_is_refused_and_the_socket_closed()
    {
        var (socket, _) = await OpenAsync();
        var error = await socket.ErrorAsync("health");
        Assert.Equal("invalid handshake: first request must be connect", error.GetProperty("message").GetString());
        Assert.Equal((1008, "invalid handshake: first request must be connect"), await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("{not json", 1000, "")]
    [InlineData("\u0001\u0002", 1000, "")]
    [InlineData("[1,2,3]", 1008, "invalid request frame")]
    [InlineData("""{"type":"event","event":"tick","payload":{}}""", 1008, "invalid request frame")]
    [Trait("Statement", "SAFE-06")]
    public async Task What_is_no_request_closes_the_socket_before_the_handshake(string text, int code, string reason)
    {
        var (socket, _) = await OpenAsync();
        await socket.SendAsync(text);
        Assert.Equal((code, reason), await socket.ClosedAsync());
        Assert.Empty(socket.Unread());
    }

    [Fact]
    public async Task A_frame_that_is_too_large_closes_with_1009()
    {
        var (socket, _) = await OpenAsync();
        await socket.SignalAsync(new SocketProtocol.FrameTooLarge(65536));
        Assert.Equal((1009, ""), await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_silent_client_is_closed_after_15_seconds()
    {
        var (socket, _) = await OpenAsync();
        await socket.AcknowledgedAsync();
        Advance(TimeSpan.FromSeconds(15));
        Assert.Equal((1000, ""), await socket.ClosedAsync());
    }

    [Fact]
    public async Task No_common_protocol_closes_with_1002()
    {
        var (socket, _) = await OpenAsync();
        var error = await socket.ErrorAsync("connect", ConnectParams(protocol: 99));
        Assert.Equal("protocol mismatch", error.GetProperty("message").GetString());
        Assert.Equal("""{"code":"PROTOCOL_MISMATCH","clientMinProtocol":99,"clientMaxProtocol":99,"expectedProtocol":4,"minimumProbeProtocol":3}""", error.GetProperty("details").GetRawText());
        Assert.Equal((1002, "protocol mismatch"), await socket.ClosedAsync());
    }

    [Fact]
    [Trait("Statement", "AUTH-06")]
    [Trait("Statement", "PROTO-04")]
    public async Task A_wrong_token_is_refused_with_details_and_1008()
    {
        var (socket, _) = await OpenAsync();
        var error = await socket.ErrorAsync("connect", ConnectParams(token: "wrong"));
        Assert.Equal(
            """{"code":"AUTH_TOKEN_MISMATCH","authReason":"token_mismatch","canRetryWithDeviceToken":false,"recommendedNextStep":"update_auth_credentials"}""",
            error.GetProperty("details").GetRawText());
        Assert.Equal((1008, "unauthorized: gateway token mismatch (provide gateway auth token)"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_rate_limited_client_is_told_when_to_come_back()
    {
        for (var i = 0; i < 10; i++)
        {
            var (guess, _) = await OpenAsync(Remote());
            await guess.ErrorAsync("connect", ConnectParams(token: $"guess {i}"));
        }

        var (socket, _) = await OpenAsync(Remote());
        var error = await socket.ErrorAsync("connect", ConnectParams());
        Assert.Equal("AUTH_RATE_LIMITED", error.GetProperty("details").GetProperty("code").GetString());
        Assert.Equal((true, 300_000), (error.GetProperty("retryable").GetBoolean(), error.GetProperty("retryAfterMs").GetInt32()));
        Assert.Equal(1008, (await socket.ClosedAsync()).Code);

        static FakeSocket Remote() => new() { Peer = new RemotePeer { Address = IPAddress.Parse("203.0.113.9"), Host = "claw.example" } };
    }

    [Fact]
    [Trait("Statement", "AUTH-01")]
    public async Task A_changed_secret_counts_at_the_next_connect()
    {
        await ConnectAsync();
        Policy = Policy with { SharedSecret = OpenClaw.Domain.Access.SecretDigest.Of("rotated") };
        var (socket, _) = await OpenAsync();
        Assert.Equal("AUTH_TOKEN_MISMATCH", (await socket.ErrorAsync("connect", ConnectParams())).GetProperty("details").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nothing_is_read_while_the_handshake_is_decided_and_pipelined_requests_are_answered_after_hello()
    {
        var (socket, _) = await OpenAsync();
        await socket.AcknowledgedAsync();
        var connect = await socket.RequestAsync("connect", ConnectParams());
        await socket.AcknowledgedAsync();
        var health = await socket.RequestAsync("health");
        await socket.ResponseAsync(health);
        Assert.DoesNotContain(socket.Unread(), frame => frame.GetProperty("type").GetString() == "res" && frame.GetProperty("id").GetString() != connect);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public async Task A_signed_device_is_paired_on_loopback_and_gets_a_token_that_works(int protocol)
    {
        var (_, hello) = await ConnectAsync("cli", "cli", protocol, device: 1);
        var auth = hello.GetProperty("auth");
        var token = auth.GetProperty("deviceToken").GetString();
        Assert.Equal(5, auth.GetProperty("scopes").GetArrayLength());
        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), auth.GetProperty("issuedAtMs").GetInt64());

        var (socket, nonce) = await OpenAsync();
        var id = await socket.RequestAsync("connect", ConnectParams("cli", "cli", protocol, device: 1, nonce: nonce, token: token));
        var again = (await socket.ResponseAsync(id)).GetProperty("payload").GetProperty("auth");
        Assert.Equal(token, again.GetProperty("deviceToken").GetString());
        Assert.Equal(protocol == 4, again.TryGetProperty("method", out var method) && method.GetString() == "device-token");
    }

    [Fact]
    public async Task A_nonce_of_another_socket_is_refused()
    {
        var (_, nonce) = await OpenAsync();
        var (socket, _) = await OpenAsync();
        var error = await socket.ErrorAsync("connect", ConnectParams("cli", "cli", device: 1, nonce: nonce));
        Assert.Equal("DEVICE_AUTH_NONCE_MISMATCH", error.GetProperty("details").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_remote_device_waits_for_pairing_and_operators_hear_of_it()
    {
        var (admin, _) = await ConnectAsync();
        var (socket, nonce) = await OpenAsync(new FakeSocket { Peer = new RemotePeer { Address = IPAddress.Parse("203.0.113.9"), Host = "claw.example" } });
        var error = await socket.ErrorAsync("connect", ConnectParams("node-host", "node", scopes: "[]", role: "node", device: 7, nonce: nonce));
        Assert.Equal(("NOT_PAIRED", "pairing required"), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal((1008, "pairing required"), await socket.ClosedAsync());
        var requested = (await admin.EventAsync("device.pair.requested")).GetProperty("payload");
        Assert.Equal((DeviceId(7), "203.0.113.9"), (requested.GetProperty("deviceId").GetString(), requested.GetProperty("remoteIp").GetString()));

        var requestId = error.GetProperty("details").GetProperty("requestId").GetString();
        await admin.CallAsync("device.pair.approve", $$"""{"requestId":"{{requestId}}"}""");
        Assert.Equal("approved", (await admin.EventAsync("device.pair.resolved")).GetProperty("payload").GetProperty("decision").GetString());
        await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 7);
    }
}
