using System.Net.WebSockets;
using System.Text;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>One accepted WebSocket: what its two streams share, and the way it ends.</summary>
/// <remarks>
/// <code>
/// socket -> SocketSource -> connection actor (acknowledged)
/// IOutbound -> OutboundQueueSource -> TickKeepAliveStage -> SocketSink -> socket
/// </code>
/// However the streams end, the close handshake runs once, outside them, and <see cref="Completion"/> tells when it is over.
/// </remarks>
internal sealed class SocketConnection : ISocketGraph, IOutbound
{
    private readonly Action _cut;
    private readonly SocketWriter _writer;
    private readonly OutboundQueue _queue;
    private readonly TaskCompletionSource _inboundEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task _lastWrite = Task.CompletedTask;
    private (int Code, string Reason)? _close;
    private int _inboundLimit;
    private ITimer? _deadline;
    private bool _isRunning;
    private bool _closing;
    private bool _isFaultAnswered;

    /// <summary>Takes over an accepted socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="writer">Its way out.</param>
    /// <param name="peer">Who opened it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock of the ticks and of the close handshake.</param>
    /// <param name="cut">Ends the TCP connection at once.</param>
    public SocketConnection(WebSocket socket, SocketWriter writer, RemotePeer peer, SocketOptions options, TimeProvider time, Action cut)
    {
        Socket = socket;
        _writer = writer;
        Peer = peer;
        Options = options;
        Time = time;
        _cut = cut;
        _inboundLimit = options.HandshakeFrameBytes;
        _queue = new OutboundQueue(options);
    }

    /// <inheritdoc />
    public RemotePeer Peer { get; }

    /// <inheritdoc />
    public Task Completion => _completion.Task;

    /// <inheritdoc />
    public long BufferedBytes => _queue.BufferedBytes;

    internal WebSocket Socket { get; }

    internal SocketOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>Raised when the connection begins to close: the reading side throws away what still comes.</summary>
    internal StageSignal Closing { get; } = new();

    /// <summary>Raised when ticks are to begin.</summary>
    internal StageSignal TicksStart { get; } = new();

    internal TimeSpan TickInterval { get; private set; }

    internal int InboundLimit => Volatile.Read(ref _inboundLimit);

    /// <inheritdoc />
    public IOutbound Run(IActorRef connection, IMaterializer materializer)
    {
        lock (_lock)
        {
            _isRunning = true;
        }

        try
        {
            RunStreams(connection, materializer);
            return this;
        }
        catch
        {
            // Neither stream will end this connection, so it ends here.
            Refuse((int)WebSocketCloseStatus.InternalServerError, "");
            throw;
        }
    }

    /// <inheritdoc />
    public void Refuse(int closeCode, string reason)
    {
        Complete(closeCode, reason);
        InboundEnded();
        OutboundEnded();
    }

    private void RunStreams(IActorRef connection, IMaterializer materializer)
    {
        Source.FromGraph(new OutboundQueueSource(_queue))
            .Via(new TickKeepAliveStage(this))
            .RunWith(Sink.FromGraph(new SocketSink(this)), materializer);

        Source.FromGraph(new SocketSource(this))
            .RunWith(
                Sink.ActorRefWithAck<SocketProtocol.ISocketSignal>(
                    connection,
                    SocketProtocol.Opened.Instance,
                    SocketProtocol.Ack.Instance,
                    SocketProtocol.Ended.Instance,
                    static exception => new SocketProtocol.Failed(exception)),
                materializer);
    }

    /// <inheritdoc />
    public bool TryEnqueue(OutboundFrame frame) => _queue.TryEnqueue(frame);

    /// <inheritdoc />
    public void SetInboundLimit(int maxFrameBytes) => Volatile.Write(ref _inboundLimit, maxFrameBytes);

    /// <inheritdoc />
    public void StartTicks(TimeSpan interval)
    {
        TickInterval = interval;
        TicksStart.Raise();
    }

    /// <inheritdoc />
    public void Complete(int closeCode, string reason, OutboundFrame? lastFrame = null)
    {
        lock (_lock)
        {
            // The first reason counts: it is the one that made the connection end.
            _close ??= (closeCode, reason);
        }

        _queue.Close(lastFrame);
        Closing.Raise();
        BeginDeadline();
    }

    /// <inheritdoc />
    public void Abort()
    {
        _queue.Close();
        _queue.Clear();
        Closing.Raise();
        Cut();
        lock (_lock)
        {
            if (_isRunning)
            {
                return;
            }
        }

        // No actor has taken it, and perhaps none ever will.
        InboundEnded();
        OutboundEnded();
    }

    /// <summary>Writes a batch; called by the sink, one at a time.</summary>
    internal Task WriteAsync(OutboundBatch batch)
    {
        var write = _writer.WriteAsync(batch);
        if (write.IsCompletedSuccessfully)
        {
            _queue.Written(batch);
            return Task.CompletedTask;
        }

        return _lastWrite = FinishAsync(write, batch);
    }

    /// <summary>Makes a batch of a frame that does not wait for those in the queue.</summary>
    internal OutboundBatch Overtake(OutboundFrame frame) => _queue.Overtake(frame);

    /// <summary>The socket cannot be written to any more.</summary>
    internal void WriteFailed(Exception exception)
    {
        _ = exception;
        _queue.Close();
        _queue.Clear();
        Cut();
    }

    /// <summary>The client has sent its close frame, which is to be answered in kind.</summary>
    internal void OnPeerClose()
    {
        var code = Socket.CloseStatus is { } status && status != WebSocketCloseStatus.Empty ? (int)status : (int)WebSocketCloseStatus.NormalClosure;
        Complete(code, "");
        InboundEnded();
    }

    /// <summary>
    /// The client broke RFC 6455: a reserved bit or opcode, a frame without a mask, a control frame in pieces, text that is no UTF-8. The socket has answered with the close
    /// frame that says so (1002, 1007) and is good for nothing else; cutting it now would lose that frame.
    /// </summary>
    internal void OnPeerFault() => Volatile.Write(ref _isFaultAnswered, true);

    /// <summary>Nothing more is read.</summary>
    internal void InboundEnded()
    {
        _inboundEnded.TrySetResult();
        bool begin;
        lock (_lock)
        {
            begin = _close is null;
        }

        if (begin)
        {
            // The stream ended without a word: its actor failed or the gateway is going down.
            Complete((int)WebSocketCloseStatus.InternalServerError, "");
        }
    }

    /// <summary>The outbound stream is over: what it left is written, then the close frame.</summary>
    internal void OutboundEnded()
    {
        lock (_lock)
        {
            if (_closing)
            {
                return;
            }

            _closing = true;
            _close ??= ((int)WebSocketCloseStatus.InternalServerError, "");
        }

        _queue.Close();
        Closing.Raise();
        BeginDeadline();
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await _lastWrite;
            var left = new OutboundBatch();
            while (_queue.TryTake(left))
            {
                await WriteAsync(left);
            }

            var (code, reason) = _close!.Value;
            await Socket.CloseOutputAsync((WebSocketCloseStatus)code, CutReason(reason), CancellationToken.None);
            await _inboundEnded.Task;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The client was faster, or has gone: there is nobody to say goodbye to. Or it has been said already, and the server sends what it holds before it lets go.
            if (!Volatile.Read(ref _isFaultAnswered))
            {
                Cut();
            }
        }
        finally
        {
            _queue.Clear();
            await _writer.EndAsync();
            _completion.TrySetResult();
        }
    }

    /// <summary>From the first sign of closing on the client has a fixed time; then the socket is cut.</summary>
    private void BeginDeadline()
    {
        lock (_lock)
        {
            if (_deadline is not null)
            {
                return;
            }

            _deadline = Time.CreateTimer(static state => ((SocketConnection)state!).OnDeadline(), this, Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        }

        _ = Completion.ContinueWith(static (_, timer) => ((ITimer)timer!).Dispose(), _deadline, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void OnDeadline()
    {
        Cut();
        _inboundEnded.TrySetResult();
    }

    private void Cut()
    {
        Socket.Abort();
        _cut();
    }

    private async Task FinishAsync(ValueTask write, OutboundBatch batch)
    {
        try
        {
            await write;
        }
        finally
        {
            _queue.Written(batch);
        }
    }

    /// <summary>Cuts a reason to what a close frame has room for: 123 bytes of UTF-8 (RFC 6455, 5.5).</summary>
    internal static string CutReason(string reason)
    {
        const int MaxBytes = 123;
        if (Encoding.UTF8.GetByteCount(reason) <= MaxBytes)
        {
            return reason;
        }

        var length = 0;
        var bytes = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return reason[..length];
    }
}
