using System.Net.WebSockets;
using System.Text;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>A client that does as little as it can: it counts answers and broadcasts by their bytes, and parses nothing.</summary>
/// <param name="bufferBytes">Largest frame that it takes.</param>
internal sealed class LoadClient(int bufferBytes) : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[bufferBytes];

    /// <summary>Connects and completes the handshake as the loopback back end that may come without a device.</summary>
    public static async Task<LoadClient> ConnectAsync(Uri address, string token, CancellationToken cancellation, int bufferBytes = 256 * 1024)
    {
        var client = new LoadClient(bufferBytes);
        client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await client._socket.ConnectAsync(address, cancellation);
        await client.ReceiveAsync(cancellation);
        await client.SendAsync($$$$"""
            {"type":"req","id":"c","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{"id":"gateway-client","version":"1","platform":"linux","mode":"backend"},"role":"operator","scopes":["operator.admin"],"auth":{"token":"{{{{token}}}}"}}}
            """, cancellation);
        while (true)
        {
            var frame = await client.ReceiveAsync(cancellation);
            if (!IsResponse(frame.Span)) continue;
            if (Contains(frame.Span, "\"ok\":true"u8)) return client;
            var refusal = Encoding.UTF8.GetString(frame.Span);
            await client.DisposeAsync();
            throw new InvalidOperationException($"connect was refused: {refusal}");
        }
    }

    public ValueTask SendAsync(string text, CancellationToken cancellation) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellation);

    /// <summary>The next frame; valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException($"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            length += part.Count;
            if (part.EndOfMessage) return _buffer.AsMemory(0, length);
        }
    }

    /// <summary>Waits for one response; broadcasts that come first are skipped.</summary>
    public async ValueTask NextResponseAsync(CancellationToken cancellation)
    {
        while (!IsResponse((await ReceiveAsync(cancellation)).Span))
        {
        }
    }

    /// <summary>Goes away without a word.</summary>
    public void Abort() => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // A read that was called off has cut the connection between the two.
        }

        _socket.Dispose();
    }

    private static bool IsResponse(ReadOnlySpan<byte> frame) => frame.StartsWith("{\"type\":\"res\""u8);

    private static bool Contains(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> part) => frame.IndexOf(part) >= 0;
}
