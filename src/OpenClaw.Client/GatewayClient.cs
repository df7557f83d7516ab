using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Client;

/// <summary>One connection to a gateway, protocol 3 or 4: calls methods, receives events, notices when the gateway falls silent.</summary>
/// <remarks>
/// Thread-safe. A connection that ends stays ended: <see cref="Closed"/> completes, waiting calls fail with
/// <see cref="GatewayClosedException"/>, subscriptions end. Connect anew for another one; the gateway replays no events.
/// </remarks>
public sealed class GatewayClient : IAsyncDisposable
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly GatewayClientOptions _options;
    private readonly FrameSocket _socket;
    private readonly ConcurrentDictionary<string, PendingCall> _pending = new(StringComparer.Ordinal);
    private readonly EventHub _events = new();
    private readonly TaskCompletionSource<GatewayClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TickWatchdog? _watchdog;
    private readonly Task _receiving;
    private GatewayClose? _ownClose;
    private long _lastId;

    private GatewayClient(GatewayClientOptions options, FrameSocket socket, GatewayHello hello)
    {
        _options = options;
        _socket = socket;
        Hello = hello;
        if (options.SilentTicksBeforeClose > 0)
            _watchdog = new TickWatchdog(options.Time, hello.TickInterval, options.SilentTicksBeforeClose, OnTickTimeout);
        _receiving = ReceiveLoopAsync();
    }

    /// <summary>What the gateway granted.</summary>
    public GatewayHello Hello { get; }

    /// <summary>Completes when the connection has ended, for whatever reason; never faults.</summary>
    public Task<GatewayClose> Closed => _closed.Task;

    /// <summary>Connects and performs the handshake.</summary>
    /// <exception cref="GatewayConnectException">No connection came about.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<GatewayClient> ConnectAsync(GatewayClientOptions options, CancellationToken cancellationToken = default)
    {
        var (socket, hello) = await GatewayConnector.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        return new GatewayClient(options, socket, hello);
    }

    /// <summary>Calls a method and returns its payload.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="parameters">Its params; the default element leaves them out.</param>
    /// <param name="timeout">How long to wait; null is <see cref="GatewayClientOptions.CallTimeout"/>.</param>
    /// <param name="cancellationToken">Gives up waiting. The gateway may still do the work.</param>
    /// <exception cref="GatewayErrorException">The gateway refused.</exception>
    /// <exception cref="GatewayClosedException">The connection ended first.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<JsonElement> CallAsync(
        string method, JsonElement parameters = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var id = NextId();
        return await CallAsync(id, method, RequestWriter.Write(id, method, parameters), timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a method with typed params and result.</summary>
    /// <exception cref="JsonException">The answer is not of the expected shape.</exception>
    /// <inheritdoc cref="CallAsync(string, JsonElement, TimeSpan?, CancellationToken)"/>
    public async Task<TResult> CallAsync<TParams, TResult>(
        string method, TParams parameters, JsonTypeInfo<TParams> paramsType, JsonTypeInfo<TResult> resultType,
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var id = NextId();
        var frame = RequestWriter.Write(id, method, (parameters, paramsType), static (writer, typed) =>
        {
            writer.WritePropertyName("params"u8);
            JsonSerializer.Serialize(writer, typed.parameters, typed.paramsType);
        });
        var payload = await CallAsync(id, method, frame, timeout, cancellationToken).ConfigureAwait(false);
        return payload.Deserialize(resultType) ?? throw new JsonException($"{method} answered null");
    }

    /// <summary>Calls a method that answers twice, and returns when the gateway has accepted the work.</summary>
    /// <param name="method">The method's name, such as <c>agent</c>.</param>
    /// <param name="parameters">Its params.</param>
    /// <param name="timeout">How long to wait for the first answer. The second has no deadline of its own.</param>
    /// <param name="cancellationToken">Gives up waiting for the first answer.</param>
    /// <inheritdoc cref="CallAsync(string, JsonElement, TimeSpan?, CancellationToken)"/>
    public async Task<TwoStageCall> CallTwoStageAsync(
        string method, JsonElement parameters, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var id = NextId();
        var call = new PendingCall(method, isTwoStage: true);
        var accepted = await SendAsync(id, call, call.Accepted, RequestWriter.Write(id, method, parameters), timeout, cancellationToken).ConfigureAwait(false);
        return new TwoStageCall(accepted, call.Final);
    }

    /// <summary>Subscribes to the named events; no name means all. Dispose the subscription when done.</summary>
    public EventSubscription Subscribe(params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
            return _events.Subscribe(static _ => true, _options.EventCapacity);
        var wanted = names.ToArray();
        return _events.Subscribe(received => wanted.Contains(received.Name, StringComparer.Ordinal), _options.EventCapacity);
    }

    /// <summary>Closes the connection with 1000 and waits for the end, at most about a second.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref _ownClose, new GatewayClose(GatewayClose.Normal, ""), null);
        await _socket.CloseOutputAsync(GatewayClose.Normal, "", ClosePatience, _options.Time).ConfigureAwait(false);
        try
        {
            await _receiving.WaitAsync(ClosePatience, _options.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await _receiving.ConfigureAwait(false);
        }

        _socket.Dispose();
    }

    private async Task<JsonElement> CallAsync(string id, string method, ReadOnlyMemory<byte> frame, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var call = new PendingCall(method, isTwoStage: false);
        try
        {
            return await SendAsync(id, call, call.Final, frame, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    private async Task<JsonElement> SendAsync(
        string id, PendingCall call, Task<JsonElement> answer, ReadOnlyMemory<byte> frame, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var patience = timeout ?? _options.CallTimeout;
        _pending[id] = call;
        try
        {
            // Checked after the call is visible to the receive loop's end, so that it cannot wait for ever.
            if (_closed.Task.IsCompletedSuccessfully)
                throw new GatewayClosedException(await _closed.Task.ConfigureAwait(false));
            await TransmitAsync(frame, cancellationToken).ConfigureAwait(false);
            return await answer.WaitAsync(patience, _options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _pending.TryRemove(id, out _);
            throw new TimeoutException($"{call.Method} was not answered within {patience.TotalMilliseconds:0} ms");
        }
        catch
        {
            _pending.TryRemove(id, out _);
            throw;
        }
    }

    private async Task TransmitAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The receive loop sees the same end and knows the close code.
            throw new GatewayClosedException(await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task ReceiveLoopAsync()
    {
        // The constructor has returned before the first frame is handled.
        await Task.Yield();
        var close = new GatewayClose(GatewayClose.Abnormal, "");
        try
        {
            while (await _socket.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { } frame)
            {
                _watchdog?.Seen();
                if (InboundEnvelope.TryRead(frame.Span, out var envelope, out var fault))
                    Dispatch(envelope);
                else
                    await FailAsync(1007, $"the gateway sent {fault}").ConfigureAwait(false);
            }

            close = _socket.CloseReceived;
            await _socket.CloseOutputAsync(GatewayClose.Normal, "", ClosePatience, _options.Time).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            close = new GatewayClose(GatewayClose.Abnormal, broken.Message);
        }
        finally
        {
            End(Volatile.Read(ref _ownClose) ?? close);
        }
    }

    private void Dispatch(in InboundEnvelope envelope)
    {
        if (envelope.Kind == InboundKind.Event)
            _events.Publish(new GatewayEvent(envelope.EventName!, envelope.Body, envelope.Sequence, envelope.StateVersion));
        else if (envelope.Kind == InboundKind.Response && _pending.TryGetValue(envelope.Id!, out var call) && call.Answer(envelope.Ok, envelope.Body))
            _pending.TryRemove(envelope.Id!, out _);
    }

    private void End(GatewayClose close)
    {
        _watchdog?.Dispose();
        _closed.TrySetResult(close);
        foreach (var id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out var call))
                call.Fail(new GatewayClosedException(close));
        }

        _events.Complete();
    }

    private void OnTickTimeout() => _ = FailAsync(GatewayClose.TickTimeout, "tick timeout");

    /// <summary>Gives the connection up: tells the gateway why if it still listens, and does not wait for it.</summary>
    private async Task FailAsync(int code, string reason)
    {
        Interlocked.CompareExchange(ref _ownClose, new GatewayClose(code, reason), null);
        await _socket.CloseOutputAsync(code, reason, ClosePatience, _options.Time).ConfigureAwait(false);
        _socket.Abort();
    }

    private string NextId() => Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
}
