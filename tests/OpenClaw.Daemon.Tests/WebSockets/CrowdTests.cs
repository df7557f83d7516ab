using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.WebSockets;

/// <summary>Many clients and bad ones: the gateway answers health throughout.</summary>
public sealed class CrowdTests
{
    [Fact, Trait("Statement", "SNAP-04")]
    public async Task Five_hundred_clients_connect_at_once_and_all_are_served()
    {
        // All of them are clients and server on the same cores, so how long a handshake may take is no matter of this test.
        await using var daemon = await DaemonUnderTest.StartAsync($$"""{ gateway: { mode: "local", handshakeTimeoutMs: 60000, auth: { token: "{{DaemonUnderTest.Token}}" } } }""");
        using var first = await daemon.ConnectAsync();
        var crowd = Enumerable.Range(0, 500).Select(_ => Task.Run(daemon.ConnectAsync)).ToArray();
        while (!crowd.All(client => client.IsCompleted))
        {
            Assert.True((await first.CallAsync("health")).GetProperty("ok").GetBoolean());
        }

        var clients = await Task.WhenAll(crowd);
        var answers = await Task.WhenAll(clients.Select(client => client.CallAsync("health")));
        Assert.All(answers, answer => Assert.True(answer.GetProperty("ok").GetBoolean()));
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_nobody_and_is_closed_in_the_end()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var deaf = await daemon.ConnectAsync();
        using var other = await daemon.ConnectAsync();

        // Each answer is some kilobytes that the deaf client leaves in the pipes.
        var requests = Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                await deaf.SendAsync($$"""{"type":"req","id":"d{{i}}","method":"health"}""");
            }
        });
        for (var i = 0; i < 50; i++)
        {
            Assert.True((await other.CallAsync("health")).GetProperty("ok").GetBoolean());
        }

        // Whether the sends go through or hang depends on the kernel's buffers; the client is given up either way.
        await Task.WhenAny(requests, Task.Delay(TimeSpan.FromSeconds(2)));
        Assert.True((await other.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("008000000000")]   // the next piece of a message, empty
    [InlineData("8A8000000000")]   // a pong
    public async Task Frames_without_end_that_make_no_message_delay_nobody(string frame)
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.ConnectAsync();
        using var flooding = new CancellationTokenSource();
        using var socket = new TcpClient();
        var stream = await ConnectAsync(socket, daemon.Port);
        // A message that begins, so that pieces of it may follow.
        await stream.WriteAsync(Convert.FromHexString("01810000000020"));
        var frames = Enumerable.Repeat(Convert.FromHexString(frame), 5_000).SelectMany(static bytes => bytes).ToArray();
        var underWay = new TaskCompletionSource();
        var flood = Task.Run(async () =>
        {
            while (!flooding.IsCancellationRequested)
            {
                await stream.WriteAsync(frames);
                underWay.TrySetResult();
            }
        });
        await underWay.Task;

        for (var i = 0; i < 20; i++)
        {
            Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
        }

        Assert.False(flood.IsCompleted, "the flood ended before the answers came");
        await flooding.CancelAsync();
        await flood;
    }

    /// <summary>A granted connection whose frames the test writes byte by byte.</summary>
    private static async Task<NetworkStream> ConnectAsync(TcpClient socket, int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var stream = socket.GetStream();
        var connect = Encoding.UTF8.GetBytes(RawClient.ConnectFrame(DaemonUnderTest.Token));
        byte[] head = [0x81, 0xFE, (byte)(connect.Length >> 8), (byte)connect.Length, 0, 0, 0, 0];
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{RawHttp.Upgrade}\r\n"), patience.Token);
        await stream.WriteAsync((byte[])[.. head, .. connect], patience.Token);
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains("hello-ok", StringComparison.Ordinal))
        {
            received.Append(Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token)));
        }

        return stream;
    }

    [Fact]
    public async Task Half_open_and_garbage_sockets_harm_nobody()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.ConnectAsync();
        var sockets = new List<TcpClient>();
        foreach (var text in (string[])
        [
            "",
            "GET / HTTP/1.1\r\nHost: x\r\nUpgr",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\u0081\u00FE",
            "\u0000\u0001\u0002garbage\r\n\r\n",
        ])
        {
            for (var i = 0; i < 20; i++)
            {
                var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, daemon.Port);
                await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
                sockets.Add(socket);
            }
        }

        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
        sockets.ForEach(socket => socket.Dispose());
        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
    }
}
