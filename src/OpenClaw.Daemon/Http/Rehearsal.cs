using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Daemon.Observability;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.Gateway.Connections;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Daemon.Http;

/// <summary>
/// Plays the first client's exchange in memory: a store is opened, an upgrade request is parsed, a socket accepted, a connect frame read.
/// </summary>
/// <remarks>
/// What runs for the first time is slow: its types are loaded, some of its code is compiled. While one core reads the configuration the other
/// has nothing to do; rehearsed there, the first real handshake takes half of the time. Nothing is kept and nothing listens; what goes wrong here goes
/// wrong again, and is reported, where it counts.
/// </remarks>
internal static class Rehearsal
{
    private const string Upgrade =
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:18789\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";

    private const string Connect =
        """{"type":"req","id":"1","method":"connect","params":{"minProtocol":3,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","scopes":["operator.read"],"caps":[],"auth":{"token":"rehearsal"}}}""";

    /// <summary>Begins, on a thread of the pool.</summary>
    /// <returns>Ends when all is played; never fails.</returns>
    public static Task Begin() => Task.Run(async () =>
    {
        try
        {
            await using (SqlPersistence.Sqlite(":memory:", GatewayPayloads.Registry, TimeProvider.System))
            {
                await PlayAsync();
            }

            SensitiveText.Mask("a line of the log");
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or StoreUnavailableException or OperationCanceledException)
        {
            // A machine without the SQLite library, for one: the journal says so, with the remedy.
        }
    });

    private static async Task PlayAsync()
    {
        var stage = new Stage(new InMemoryConnection([.. Encoding.ASCII.GetBytes(Upgrade), .. Masked(Encoding.UTF8.GetBytes(Connect))]));
        var options = new KestrelServerOptions { ApplicationServices = new ServiceCollection().BuildServiceProvider() };
        options.Listen(IPAddress.Loopback, 0, KestrelServices.Serve);

        // By its own type: the server's generic code over our exchange is compiled ahead of time where this is written out, and not through the interface that the gateway's own is known by.
        using var server = new KestrelServer(Options.Create(options), stage, NullLoggerFactory.Instance);
        await server.StartAsync(new HttpApplication(ServeAsync, NullLoggerFactory.Instance, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), CancellationToken.None);
        await stage.Played;
        await server.StopAsync(CancellationToken.None);
    }

    private static async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
        using var frame = new InboundFrame(buffer, received.Count);
        frame.Validate();
        if (frame.Fault is null && frame.Request.Method?.ValidateParams(frame.Params.Span, false) is null)
        {
            Payload.DecodeParams(frame.Params.Span, ProtocolJson.Default.ConnectParams);
        }

        var answer = new OutboundBatch();
        answer.Add(new OutboundFrame(frame.Bytes));
        await SocketUpgrade.WriterOf(context).WriteAsync(answer);
        socket.Abort();
    }

    // RFC 6455, 5.2: one final text frame with a 16-bit length, masked with zeroes.
    private static byte[] Masked(byte[] text) => [0x81, 0x80 | 126, (byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. text];

    /// <summary>Gives the server one connection, then none.</summary>
    private sealed class Stage(InMemoryConnection connection) : IConnectionListenerFactory, IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private InMemoryConnection? _next = connection;

        public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

        public Task Played { get; } = connection.Gone;

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            EndPoint = endpoint;
            return ValueTask.FromResult<IConnectionListener>(this);
        }

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            Interlocked.Exchange(ref _next, null) is { } first ? ValueTask.FromResult<ConnectionContext?>(first) : new(_over.Task);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _over.TrySetResult(null);
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>A client that has said everything at once and hears nothing.</summary>
    private sealed class InMemoryConnection : DefaultConnectionContext
    {
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public InMemoryConnection(byte[] said)
            : base("rehearsal", new Wire(said), null!)
        {
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 0);
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 0);
        }

        public Task Gone => _gone.Task;

        public override void Abort(ConnectionAbortedException abortReason) => Transport.Input.CancelPendingRead();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _gone.TrySetResult();
        }
    }

    private sealed class Wire(byte[] said) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(new ReadOnlySequence<byte>(said));

        public PipeWriter Output { get; } = PipeWriter.Create(Stream.Null);
    }
}
