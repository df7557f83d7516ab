using System.Net;
using System.Net.Sockets;
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

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(new GatewayClientOptions { Address = new Uri($"ws://127.0.0.1:{port}") }));

        Assert.Equal(GatewayConnectFailure.Unreachable, failure.Failure);
        Assert.Contains("connection refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_web_server_is_not_a_gateway()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync();
            await peer.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"u8.ToArray());
            await peer.GetStream().FlushAsync();
            _ = await peer.GetStream().ReadAsync(new byte[1024]);
        });

        var failure = await Assert.ThrowsAsync<GatewayConnectException>(() => GatewayClient.ConnectAsync(new GatewayClientOptions { Address = new Uri($"ws://127.0.0.1:{port}") }));

        Assert.Equal(GatewayConnectFailure.NotAGateway, failure.Failure);
        await serving;
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
