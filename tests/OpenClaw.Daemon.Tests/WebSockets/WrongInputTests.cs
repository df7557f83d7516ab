using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.WebSockets;

/// <summary>Wrong input gets the answers and close codes that the original gives, as its recorded exchanges show.</summary>
public sealed class WrongInputTests : IClassFixture<WrongInputTests.Gateway>
{
    private readonly DaemonUnderTest _daemon;

    public WrongInputTests(Gateway gateway) => _daemon = gateway.Daemon;

    [Theory]
    [Trait("Statement", "SAFE-05"), Trait("Statement", "SAFE-06"), Trait("Statement", "VAL-02")]
    [InlineData("{not json", WebSocketMessageType.Text, 1000, "")]
    [InlineData("\u0001\u0002\u0003", WebSocketMessageType.Binary, 1000, "")]
    [InlineData("[1,2,3]", WebSocketMessageType.Text, 1008, "invalid request frame")]
    [InlineData("""{"type":"event","event":"tick","payload":{}}""", WebSocketMessageType.Text, 1008, "invalid request frame")]
    [InlineData("", WebSocketMessageType.Text, 1000, "")]
    public async Task Before_the_handshake_garbage_closes_without_an_answer(string sent, WebSocketMessageType type, int code, string reason)
    {
        using var client = await _daemon.OpenAsync();
        await client.ReceiveEventAsync("connect.challenge");
        await client.SendAsync(sent, type);
        Assert.Empty(await client.ReceiveToEndAsync());
        Assert.Equal((code, reason), ((int)client.CloseCode!, client.CloseReason));
    }

    [Fact, Trait("Statement", "SAFE-05"), Trait("Statement", "PROTO-04")]
    public async Task A_first_request_that_is_not_connect_is_answered_and_closed()
    {
        using var client = await _daemon.OpenAsync();
        await client.ReceiveEventAsync("connect.challenge");
        await client.SendAsync("""{"type":"req","id":"x1","method":"health","params":{}}""");
        var answer = Assert.Single(await client.ReceiveToEndAsync());
        Assert.Equal("x1", answer.GetProperty("id").GetString());
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal("INVALID_REQUEST", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1008, (int)client.CloseCode!);
        Assert.Equal("invalid handshake: first request must be connect", client.CloseReason);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(2_000_000)]
    public async Task Before_the_handshake_a_frame_over_64_KiB_closes_with_1009(int bytes)
    {
        using var client = await _daemon.OpenAsync();
        await client.ReceiveEventAsync("connect.challenge");
        await client.SendLargeAsync(bytes);
        Assert.Empty(await client.ReceiveToEndAsync());
        Assert.Equal(1009, (int)client.CloseCode!);
    }

    [Fact]
    public async Task After_the_handshake_a_frame_over_the_limit_closes_with_1009_and_one_below_is_read()
    {
        using var client = await _daemon.ConnectAsync();
        await client.SendLargeAsync(3_000_000);
        JsonAnswer(await Next(client), "x1");
        await client.SendLargeAsync(26 * 1024 * 1024);
        await client.ReceiveToEndAsync();
        Assert.Equal(1009, (int)client.CloseCode!);
    }

    [Theory]
    [InlineData("81024142434445464748", 1002)]              // no mask
    [InlineData("C182000000007B7D", 1002)]                  // a reserved bit, which a compressed message would have
    [InlineData("838200000000" + "7B7D", 1002)]             // a reserved opcode
    [InlineData("09820000000041" + "42", 1002)]             // a ping in pieces
    [InlineData("89FE007E00000000", 1002)]                  // a ping of 126 bytes
    [InlineData("80820000000041" + "42", 1002)]             // the rest of a message that never began
    [InlineData("018100000000" + "41818100000000" + "41", 1002)] // a message inside another
    [InlineData("888100000000" + "03", 1002)]               // half a close code
    [InlineData("888200000000" + "03E7", 1002)]             // a close code that there is not, 999
    [InlineData("888200000000" + "03ED", 1002)]             // one that no frame may carry, 1005
    [InlineData("81FF800000000000000000000000", 1002)]      // a length of more than 63 bits
    [InlineData("818100000000" + "FF", 1007)]               // no UTF-8
    public async Task A_frame_that_breaks_the_WebSocket_protocol_is_answered_with_a_close_frame_that_says_so(string frame, int code)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _daemon.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{RawHttp.Upgrade}\r\n"), patience.Token);
        var received = new MemoryStream();
        var buffer = new byte[4096];

        // The challenge shows that the connection is in use when the frame arrives.
        while (!Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length).Contains("connect.challenge", StringComparison.Ordinal))
        {
            received.Write(buffer, 0, await stream.ReadAsync(buffer, patience.Token));
        }

        await stream.WriteAsync(Convert.FromHexString(frame), patience.Token);
        await stream.CopyToAsync(received, patience.Token);
        Assert.Equal([0x88, 0x02, (byte)(code >> 8), (byte)code], received.ToArray()[^4..]);
    }

    [Fact]
    public async Task After_the_handshake_garbage_leaves_the_connection_open()
    {
        using var client = await _daemon.ConnectAsync();
        await client.SendAsync("{not json");
        await client.SendAsync("[1,2,3]");
        var refused = await Next(client);
        JsonAnswer(refused, "invalid");
        Assert.StartsWith("invalid request frame", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task After_the_handshake_a_binary_frame_with_a_request_is_answered()
    {
        using var client = await _daemon.ConnectAsync();
        await client.SendAsync("""{"type":"req","id":"b1","method":"health"}""", WebSocketMessageType.Binary);
        JsonAnswer(await Next(client), "b1");
    }

    /// <summary>The next frame that is no event.</summary>
    private static async Task<System.Text.Json.JsonElement> Next(RawClient client)
    {
        while (true)
        {
            var frame = await client.ReceiveAsync();
            Assert.True(frame is not null, $"closed with {client.CloseCode} \"{client.CloseReason}\"");
            if (frame.Value.GetProperty("type").GetString() == "res")
            {
                return frame.Value;
            }
        }
    }

    private static void JsonAnswer(System.Text.Json.JsonElement frame, string id) => Assert.Equal(id, frame.GetProperty("id").GetString());

    public sealed class Gateway : IAsyncLifetime
    {
        internal DaemonUnderTest Daemon { get; private set; } = null!;

        public async Task InitializeAsync() => Daemon = await DaemonUnderTest.StartAsync();

        public async Task DisposeAsync() => await Daemon.DisposeAsync();
    }
}
