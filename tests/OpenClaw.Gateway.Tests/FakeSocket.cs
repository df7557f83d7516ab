using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests;

/// <summary>A socket in memory: the client's end for the test, the gateway's end for the connection actor.</summary>
/// <remarks>Every answer and event that a test reads is checked against its schema in the protocol.</remarks>
internal sealed class FakeSocket : ISocketGraph, IOutbound
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IActorRef> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<JsonElement> _skipped = [];
    private readonly Channel<bool> _acks = Channel.CreateUnbounded<bool>();
    private readonly Lock _lock = new();
    private IActorRef _graph = ActorRefs.Nobody;
    private long _seq;
    private int _calls;

    public RemotePeer Peer { get; init; } = new() { Address = IPAddress.Loopback, Port = 50000, Host = "127.0.0.1:18789" };

    public Task Completion => _ended.Task;

    public long BufferedBytes => 0;

    /// <summary>Largest frame that the gateway takes; 0 until it says so.</summary>
    public int InboundLimit { get; private set; }

    /// <summary>Interval of ticks; zero until they are started.</summary>
    public TimeSpan TickInterval { get; private set; }

    /// <summary>Set to make the socket full: what must not be dropped is refused from then on.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether the gateway cut the socket.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Set to leave the close frame unanswered, as a dead client does.</summary>
    public bool IgnoresClose { get; init; }

    /// <summary>The method of each call, to check its answer.</summary>
    private Dictionary<string, string> Methods { get; } = [];

    /// <summary>The actor that runs the socket's streams.</summary>
    public IActorRef Streams { get; private set; } = ActorRefs.Nobody;

    public IOutbound Run(IActorRef connection, IMaterializer materializer)
    {
        var actorMaterializer = Assert.IsAssignableFrom<ActorMaterializer>(materializer);
        Streams = actorMaterializer.Supervisor;
        _graph = actorMaterializer.System.ActorOf(Props.Create(() => new AckCounter(_acks.Writer)));

        // The first that a connection hears, as of a real one: whoever waits for the connection sends frames as soon as it is known.
        connection.Tell(SocketProtocol.Opened.Instance, _graph);
        _connection.SetResult(connection);
        return this;
    }

    public bool TryEnqueue(OutboundFrame frame)
    {
        lock (_lock)
        {
            if (_closed.Task.IsCompleted)
            {
                return true;
            }

            if (IsFull)
            {
                return frame.Droppable;
            }

            var text = new StringBuilder()
                .Append(Encoding.UTF8.GetString(frame.Head.Span))
                .Append(Encoding.UTF8.GetString(frame.Payload.Span));
            if (frame.Sequenced)
            {
                text.Append(",\"seq\":").Append(++_seq);
            }

            text.Append(Encoding.UTF8.GetString(frame.Tail.Span));
            using var document = JsonDocument.Parse(text.ToString());
            _received.Writer.TryWrite(document.RootElement.Clone());
            return true;
        }
    }

    public void SetInboundLimit(int maxFrameBytes) => InboundLimit = maxFrameBytes;

    public void StartTicks(TimeSpan interval) => TickInterval = interval;

    public void Complete(int closeCode, string reason, OutboundFrame? lastFrame = null)
    {
        lock (_lock)
        {
            if (lastFrame is not null)
            {
                TryEnqueue(lastFrame);
            }

            _closed.TrySetResult((closeCode, reason));
            _received.Writer.TryComplete();
        }

        if (!IgnoresClose)
        {
            End();
        }
    }

    public void Abort()
    {
        IsAborted = true;
        _received.Writer.TryComplete();
        _ended.TrySetResult();
    }

    /// <summary>The client goes away without a word.</summary>
    public void End()
    {
        _ = _connection.Task.ContinueWith(task => task.Result.Tell(SocketProtocol.Ended.Instance, _graph), TaskScheduler.Default);
        _ended.TrySetResult();
    }

    /// <summary>The close frame that the gateway sent.</summary>
    public Task<(int Code, string Reason)> ClosedAsync() => _closed.Task.WaitAsync(s_patience);

    /// <summary>The connection's actor.</summary>
    public Task<IActorRef> ConnectionAsync() => _connection.Task.WaitAsync(s_patience);

    /// <summary>Sends a signal of the socket.</summary>
    public async Task SignalAsync(SocketProtocol.ISocketSignal signal) => (await ConnectionAsync()).Tell(signal, _graph);

    /// <summary>Sends a text frame.</summary>
    public async Task SendAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer, 0);
        await SignalAsync(new SocketProtocol.FrameReceived(new InboundFrame(buffer, bytes.Length)));
    }

    /// <summary>Waits until the connection has taken one more signal.</summary>
    public async Task AcknowledgedAsync() => await _acks.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    /// <summary>Sends a request and gives its id.</summary>
    public async Task<string> RequestAsync(string method, string parameters = "{}", string? id = null)
    {
        id ??= $"r{++_calls}";
        Methods[id] = method;
        await SendAsync($$"""{"type":"req","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""");
        return id;
    }

    /// <summary>Sends a request and gives the payload of its answer.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        var response = await ResponseAsync(await RequestAsync(method, parameters));
        Assert.True(response.GetProperty("ok").GetBoolean(), $"{method}: {response}");
        return response.GetProperty("payload");
    }

    /// <summary>Sends a request and gives the error that it is refused with.</summary>
    public async Task<JsonElement> ErrorAsync(string method, string parameters = "{}")
    {
        var response = await ResponseAsync(await RequestAsync(method, parameters));
        Assert.False(response.GetProperty("ok").GetBoolean(), $"{method}: {response}");
        return response.GetProperty("error");
    }

    /// <summary>The next response with this id; events that come before it can still be read.</summary>
    public async Task<JsonElement> ResponseAsync(string id)
    {
        var response = await ReadAsync(frame => frame.GetProperty("type").GetString() == "res" && frame.GetProperty("id").GetString() == id);
        if (response.GetProperty("ok").GetBoolean() && Methods.TryGetValue(id, out var name) && MethodTable.TryGet(name, out var method))
        {
            var error = method.ResultSchema.Validate(Encoding.UTF8.GetBytes(response.GetProperty("payload").GetRawText()));
            Assert.True(error is null, $"{name}: {error?.Text}: {response}");
        }

        return response;
    }

    /// <summary>The next event of this name; other frames can still be read.</summary>
    public async Task<JsonElement> EventAsync(string name)
    {
        var frame = await ReadAsync(frame => frame.GetProperty("type").GetString() == "event" && frame.GetProperty("event").GetString() == name);
        Assert.True(EventTable.TryGet(name, out var info), $"unknown event {name}");
        var error = info.PayloadSchema.Validate(Encoding.UTF8.GetBytes(frame.GetProperty("payload").GetRawText()));
        Assert.True(error is null, $"{name}: {error?.Text}: {frame}");
        return frame;
    }

    /// <summary>Every frame received so far that was not read yet.</summary>
    public IReadOnlyList<JsonElement> Unread()
    {
        while (_received.Reader.TryRead(out var frame))
        {
            _skipped.Add(frame);
        }

        var all = _skipped.ToList();
        _skipped.Clear();
        return all;
    }

    private async Task<JsonElement> ReadAsync(Func<JsonElement, bool> matches)
    {
        var index = _skipped.FindIndex(frame => matches(frame));
        if (index >= 0)
        {
            var found = _skipped[index];
            _skipped.RemoveAt(index);
            return found;
        }

        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            JsonElement frame;
            try
            {
                frame = await _received.Reader.ReadAsync(patience.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
            {
                var close = _closed.Task.IsCompleted ? $"closed with {_closed.Task.Result}" : "open";
                throw new Xunit.Sdk.XunitException($"The frame did not come; the socket is {close}; others: {string.Join('\n', _skipped)}");
            }

            if (matches(frame))
            {
                return frame;
            }

            _skipped.Add(frame);
        }
    }

    private sealed class AckCounter : ReceiveActor
    {
        public AckCounter(ChannelWriter<bool> acks) => Receive<SocketProtocol.Ack>(_ => acks.TryWrite(true));
    }
}
