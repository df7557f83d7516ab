using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Writes frames to one WebSocket, each as one text message, and numbers the events.</summary>
/// <remarks>One write at a time. The number is given here, at the last moment, so that a client's <c>seq</c> has no holes.</remarks>
internal sealed class SocketWriter(WebSocket socket)
{
    /// <summary>Frames up to this size are put together in one buffer; larger ones go as fragments, without a copy of their payload.</summary>
    private const int JoinBytes = 32 * 1024;

    private const int MaxNumberBytes = 7 + 20;

    private long _sequence;

    /// <summary>Writes a frame; completes when the transport has taken it.</summary>
    public ValueTask WriteAsync(OutboundFrame frame)
    {
        if (frame is { Sequenced: false, Head.IsEmpty: true, Tail.IsEmpty: true })
        {
            return socket.SendAsync(frame.Payload, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        }

        if (frame.Length + MaxNumberBytes > JoinBytes)
        {
            return WriteFragmentsAsync(frame);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(frame.Length + MaxNumberBytes);
        var length = Join(frame, buffer);
        var send = socket.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        if (send.IsCompletedSuccessfully)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return send;
        }

        return FinishAsync(send, buffer);
    }

    private static async ValueTask FinishAsync(ValueTask send, byte[] buffer)
    {
        try
        {
            await send;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteFragmentsAsync(OutboundFrame frame)
    {
        if (!frame.Head.IsEmpty)
        {
            await socket.SendAsync(frame.Head, WebSocketMessageType.Text, WebSocketMessageFlags.None, CancellationToken.None);
        }

        await socket.SendAsync(frame.Payload, WebSocketMessageType.Text, WebSocketMessageFlags.None, CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxNumberBytes + frame.Tail.Length);
        try
        {
            var length = Number(frame, buffer);
            frame.Tail.Span.CopyTo(buffer.AsSpan(length));
            await socket.SendAsync(buffer.AsMemory(0, length + frame.Tail.Length), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Join(OutboundFrame frame, Span<byte> buffer)
    {
        var length = 0;
        Append(frame.Head.Span, buffer, ref length);
        Append(frame.Payload.Span, buffer, ref length);
        length += Number(frame, buffer[length..]);
        Append(frame.Tail.Span, buffer, ref length);
        return length;
    }

    private int Number(OutboundFrame frame, Span<byte> buffer)
    {
        if (!frame.Sequenced)
        {
            return 0;
        }

        ",\"seq\":"u8.CopyTo(buffer);
        Utf8Formatter.TryFormat(++_sequence, buffer[7..], out var digits);
        return 7 + digits;
    }

    private static void Append(ReadOnlySpan<byte> part, Span<byte> buffer, ref int length)
    {
        part.CopyTo(buffer[length..]);
        length += part.Length;
    }
}
