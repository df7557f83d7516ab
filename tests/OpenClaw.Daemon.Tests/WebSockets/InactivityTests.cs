using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Daemon.Http;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.WebSockets;

/// <summary>Pings tell a peer that is gone from one that is quiet. The clients here are bare TCP, so that nothing answers for them.</summary>
public sealed class InactivityTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly int _port = FreePort.Next();
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayServer? _server;

    public Task InitializeAsync() => Task.CompletedTask;

    private async Task StartAsync(TimeSpan patience)
    {
        _server = new GatewayServer(
            [IPAddress.Loopback],
            _port,
            NullLoggerFactory.Instance,
            async context =>
            {
                // As the endpoint has it: the framework's cut comes a little later, but it comes.
                var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
                context.Features.Set<IHttpRequestLifetimeFeature>(new UpgradedLifetime(lifetime, TimeSpan.FromMilliseconds(50), TimeProvider.System));
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                try
                {
                    await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                    _ended.TrySetResult(null);
                }
                catch (Exception exception)
                {
                    _ended.TrySetResult(exception);
                }
            },
            silence: TimeSpan.FromMilliseconds(100),
            patience);
        Assert.True(await _server.TryStartAsync(CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        await _server!.StopAsync(TimeSpan.Zero);
        _server.Dispose();
    }

    [Fact]
    public async Task A_peer_that_answers_no_ping_is_given_up()
    {
        await StartAsync(patience: TimeSpan.FromMilliseconds(100));
        using var client = await UpgradeAsync();
        Assert.Equal(Ping, (await ReadFrameAsync(client)).Opcode);
        Assert.NotNull(await _ended.Task.WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_peer_that_says_nothing_but_answers_pings_stays()
    {
        await StartAsync(patience: s_patience);
        using var client = await UpgradeAsync();
        for (var ping = 0; ping < 5; ping++)
        {
            // There is one ping at a time: each but the first could only come because the answer before it counted.
            var (opcode, payload) = await ReadFrameAsync(client);
            Assert.Equal(Ping, opcode);
            Assert.False(_ended.Task.IsCompleted);
            await client.SendAsync(new byte[] { 0x80 | Pong, (byte)(0x80 | payload.Length), 0, 0, 0, 0 }.Concat(payload).ToArray());
        }

        await client.SendAsync(new byte[] { 0x81, 0x80 | 1, 0, 0, 0, 0, (byte)'x' });
        Assert.Null(await _ended.Task.WaitAsync(s_patience));
    }

    private const int Ping = 9;
    private const int Pong = 10;

    private async Task<Socket> UpgradeAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await client.SendAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\n{RawHttp.Upgrade}\r\n"));
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += (char)(await ReadAsync(client, 1))[0];
        }

        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        return client;
    }

    private static async Task<(int Opcode, byte[] Payload)> ReadFrameAsync(Socket client)
    {
        var head = await ReadAsync(client, 2);
        return (head[0] & 0x0f, await ReadAsync(client, head[1] & 0x7f));
    }

    private static async Task<byte[]> ReadAsync(Socket client, int count)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var got = await client.ReceiveAsync(bytes.AsMemory(read), patience.Token);
            Assert.True(got > 0, "the gateway closed the connection");
            read += got;
        }

        return bytes;
    }
}
