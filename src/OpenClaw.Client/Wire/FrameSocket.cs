using System.Buffers;
using System.Net.WebSockets;

namespace OpenClaw.Client;

/// <summary>Whole text messages over a WebSocket. One receiver; any number of senders, taken in turn.</summary>
internal sealed class FrameSocket(WebSocket socket, int maxFrameBytes) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);

    /// <summary>Receives the next text message into a buffer that the next call overwrites; null when the gateway closed.</summary>
    /// <exception cref="WebSocketException">The socket broke, or a frame was binary or too large (then it was closed with 1003 or 1009).</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Grow(length);
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.MessageType == WebSocketMessageType.Binary)
                throw await RefuseAsync(WebSocketCloseStatus.InvalidMessageType, "binary frame").ConfigureAwait(false);
            length += part.Count;
            if (length > maxFrameBytes)
                throw await RefuseAsync(WebSocketCloseStatus.MessageTooBig, "frame too large").ConfigureAwait(false);
            if (part.EndOfMessage)
                return _buffer.AsMemory(0, length);
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A cancelled SendAsync aborts the whole socket, so once begun a frame is sent to its end.
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends the close frame, or answers the gateway's. Failures mean that the socket is gone, which is what was wanted.</summary>
    public async Task CloseOutputAsync(int code, string reason, TimeSpan patience, TimeProvider time)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var deadline = new CancellationTokenSource(patience, time);
        try
        {
            await _sending.WaitAsync(deadline.Token).ConfigureAwait(false);
            try
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, deadline.Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    /// <summary>How the gateway closed; only meaningful once <see cref="ReceiveAsync"/> returned null.</summary>
    public GatewayClose CloseReceived => new((int?)socket.CloseStatus ?? 1005, socket.CloseStatusDescription ?? "");

    public void Abort() => socket.Abort();

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
        if (Interlocked.Exchange(ref _buffer, []) is { Length: > 0 } rented)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private void Grow(int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private async Task<WebSocketException> RefuseAsync(WebSocketCloseStatus status, string reason)
    {
        await CloseOutputAsync((int)status, reason, TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
        return new WebSocketException(WebSocketError.InvalidMessageType, $"the gateway sent a {reason}");
    }
}
