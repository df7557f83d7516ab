using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpenClaw.TestSupport;

/// <summary>The server's side of one socket of a <see cref="ScriptedGateway"/>.</summary>
public sealed class ScriptedConnection(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _sequence;

    /// <summary>Completes with the client's close code when it closes; -1 when it just goes.</summary>
    public Task<int> ClosedByClient => _closed.Task;

    private readonly TaskCompletionSource<int> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next frame; null when the client closed.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            }
            catch (WebSocketException)
            {
                _closed.TrySetResult(-1);
                throw;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                _closed.TrySetResult((int?)socket.CloseStatus ?? 1005);
                await CloseAsync(1000, "");
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonDocument.Parse(message.ToArray()).RootElement;
        }
    }

    /// <summary>Sends an event with the connection's next seq, connect.challenge without one.</summary>
    public Task SendEventAsync(string name, string payload) =>
        SendAsync(name == "connect.challenge"
            ? $$"""{"type":"event","event":"{{name}}","payload":{{payload}}}"""
            : $$"""{"type":"event","event":"{{name}}","payload":{{payload}},"seq":{{Interlocked.Increment(ref _sequence)}}}""");

    public Task SendAsync(string frame) => SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] frame, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(frame.AsMemory(), type, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task CloseAsync(int code, string reason)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);
    }

    /// <summary>Cuts the connection without a close frame.</summary>
    public void Abort()
    {
        try
        {
            socket.Abort();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }
}
