using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenClaw.TestSupport;

namespace OpenClaw.Client.Tests;

public sealed class ConnectTests
{
    [Fact]
    public async Task Hello_tells_protocol_version_methods_and_granted_scopes()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", "{}");

        await using var client = await GatewayClient.ConnectAsync(Options(gateway) with { Scopes = ["operator.read"] });

        Assert.Equal(4, client.Hello.Protocol);
        Assert.Equal("9.9.9", client.Hello.ServerVersion);
        Assert.Contains("health", client.Hello.Methods);
        Assert.Equal(["operator.read"], client.Hello.Scopes);
        Assert.Equal(TimeSpan.FromSeconds(30), client.Hello.TickInterval);
    }

    [Fact]
    public async Task Connect_sends_identity_range_scopes_and_token()
    {
        await using var gateway = await ScriptedGateway.StartAsync();

        await using var client = await GatewayClient.ConnectAsync(Options(gateway) with { ClientId = "cli", ClientMode = "cli", InstanceId = "i-1", Capabilities = ["tool-events"] });

        var sent = Assert.Single(gateway.Connects);
        Assert.Equal(3, sent.Int32("minProtocol"));
        Assert.Equal(4, sent.Int32("maxProtocol"));
        Assert.Equal("cli", sent.Property("client").String("id"));
        Assert.Equal("cli", sent.Property("client").String("mode"));
        Assert.Equal("i-1", sent.Property("client").String("instanceId"));
        Assert.Equal(GatewayClientOptions.AllOperatorScopes, sent.Strings("scopes"));
        Assert.Equal(["tool-events"], sent.Strings("caps"));
        Assert.Equal(ScriptedGateway.Token, sent.Property("auth").String("token"));
        Assert.False(sent.TryGetProperty("device", out _));
    }

    [Fact]
    public async Task Device_signs_the_nine_fields_and_the_platform_with_the_nonce_of_the_challenge()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        var device = new RecordingDevice();

        await using var client = await GatewayClient.ConnectAsync(Options(gateway) with { Device = device, Scopes = ["a", "b"], Platform = " Linux ", Token = ScriptedGateway.Token });

        var sent = Assert.Single(gateway.Connects).Property("device");
        Assert.Equal("n-1", sent.String("nonce"));
        Assert.Equal("signature", sent.String("signature"));
        Assert.Equal($"v3|device|gateway-client|backend|operator|a,b|{sent.Int64("signedAt")}|{ScriptedGateway.Token}|n-1|linux|", device.Signed);
    }

    [Fact]
    public async Task Wrong_token_is_a_refusal_with_the_gateways_code()
    {
        await using var gateway = await ScriptedGateway.StartAsync();

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(Options(gateway) with { Token = "wrong" }));

        Assert.Equal(GatewayConnectFailure.Refused, failure.Failure);
        Assert.Equal("AUTH_TOKEN_MISMATCH", failure.Error?.DetailCode);
        Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws://localhost:18789/", "localhost:18789")]
    [InlineData("wss://gateway.example/", "gateway.example")]
    [InlineData("ws://[::1]/", "[::1]")]
    [InlineData("ws://[::1]:18789/", "[::1]:18789")]
    [InlineData("ws://bücher.example:18789/", "xn--bcher-kva.example:18789")]
    public void The_host_is_named_as_http_has_it(string address, string host) => Assert.Equal(host, WebSocketDialer.HostOf(new Uri(address)));

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var port = FreePort.Next();

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(new GatewayClientOptions { Address = new Uri($"ws://127.0.0.1:{port}") }));

        Assert.Equal(GatewayConnectFailure.Unreachable, failure.Failure);
        Assert.Contains("connection refused", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 OK")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm90IHRoZSBrZXk=\r\n\r\n", "wrong key")]
    [InlineData("HTTP/1.1 101\r\n\r\n", "wrong key")]
    [InlineData("HTTP/1.1\r\n\r\n", "HTTP/1.1")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "does not speak HTTP")]
    [InlineData("HTTP/1.1 101 Swi", "cut short")]
    [InlineData("", "without an answer")]
    public async Task Server_that_does_not_upgrade_is_not_a_gateway(string answer, string told)
    {
        var failure = await ConnectToAsync(Encoding.ASCII.GetBytes(answer));
        Assert.Equal(GatewayConnectFailure.NotAGateway, failure.Failure);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_head_is_given_up_at_16_KiB()
    {
        var failure = await ConnectToAsync(Encoding.ASCII.GetBytes("HTTP/1.1 101 " + new string('x', 20_000)));
        Assert.Contains("never ends", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[1,2]")]
    [InlineData("{\"type\":\"event\"}")]
    public async Task Foreign_first_frame_is_not_a_gateway(string frame)
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.OnOpen = async connection =>
        {
            await connection.SendAsync(frame);
            await connection.ReceiveAsync();
        };

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(Options(gateway)));

        Assert.Equal(GatewayConnectFailure.NotAGateway, failure.Failure);
    }

    [Fact]
    public async Task Close_during_the_handshake_is_told_with_code_and_reason()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.OnConnect = call => call.Connection.CloseAsync(1013, "starting");

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(Options(gateway)));

        Assert.Equal(GatewayConnectFailure.Closed, failure.Failure);
        Assert.Contains("1013: starting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silent_peer_times_out_at_the_connect_timeout()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.OnOpen = connection => connection.ReceiveAsync();

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(Options(gateway) with { ConnectTimeout = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(GatewayConnectFailure.TimedOut, failure.Failure);
        Assert.Contains("50 ms", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_connect_is_a_cancellation()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        using var cancel = new CancellationTokenSource();
        gateway.OnConnect = async _ => await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GatewayClient.ConnectAsync(Options(gateway), cancel.Token));
    }

    /// <summary>Connects to a TCP server that answers with these bytes, whatever it is asked.</summary>
    private static async Task<GatewayConnectException> ConnectToAsync(byte[] answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() =>
            GatewayClient.ConnectAsync(new GatewayClientOptions { Address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") }));
        await serving;
        return failure;

        async Task ServeAsync()
        {
            using var peer = await listener.AcceptSocketAsync();
            // The request is read first: a close with unread bytes would reset the connection.
            await peer.ReceiveAsync(new byte[4096], SocketFlags.None);
            await peer.SendAsync(answer, SocketFlags.None);
            peer.Shutdown(SocketShutdown.Send);
        }
    }

    private static GatewayClientOptions Options(ScriptedGateway gateway) => new() { Address = gateway.Address, Token = ScriptedGateway.Token };

    private sealed class RecordingDevice : IDeviceIdentity
    {
        public string? Signed { get; private set; }

        public string DeviceId => "device";

        public string PublicKey => "key";

        public string Sign(string text)
        {
            Signed = text;
            return "signature";
        }
    }
}
