using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Writes to one upgraded connection: batches of frames, each frame as one text message, and whatever its WebSocket says by itself.</summary>
/// <remarks>
/// The framework's WebSocket reads, and answers pings and the close frame. Messages go past it, straight into the memory of the transport: it would copy each three
/// times and flush each by itself. A message from a server is its bytes behind a header of 2 to 10 bytes (RFC 6455, 5.2). The two take turns, whole frames at a time.
/// </remarks>
/// <param name="transport">What the connection sends.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle; the WebSocket may write after everybody else has left.")]
internal sealed class SocketWriter(PipeWriter transport)
{
    /// <summary>Of a larger frame no more than this is in memory a second time.</summary>
    private const int PieceBytes = 32 * 1024;

    private const int MaxHeaderBytes = 10;
    private const int MaxNumberBytes = 7 + 20;
    private const byte FinalText = 0x81;
    private const byte OpcodeBits = 0x0F;
    private const byte CloseOpcode = 0x08;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _sequence;
    private bool _isCloseSaid;
    private bool _isEnded;

    /// <summary>Writes a batch and numbers the events in it; completes when the transport has taken it. One at a time.</summary>
    /// <remarks>The numbers are given here, at the last moment, so that a client's <c>seq</c> has no holes. After a close frame a batch is dropped.</remarks>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async ValueTask WriteAsync(OutboundBatch batch)
    {
        await _turn.WaitAsync();
        try
        {
            ThrowIfEnded();
            if (_isCloseSaid)
            {
                return;
            }

            var next = 0;
            while ((next = CopySmall(batch, next)) < batch.Count)
            {
                await WriteLargeAsync(batch.Frames[next++]);
            }

            await FlushAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes a frame of the WebSocket's own, as it is.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            ThrowIfEnded();
            _isCloseSaid |= !frame.IsEmpty && (frame.Span[0] & OpcodeBits) == CloseOpcode;
            transport.Write(frame.Span);
            await FlushAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for what is being written; whatever is to be written afterwards is refused.</summary>
    /// <remarks>
    /// To be called before the request ends: then the server takes the transport's memory back, at once and without a look at who still copies into it, and gives
    /// it to another connection. The WebSocket's pings and pongs are nobody's to wait for.
    /// </remarks>
    public async ValueTask EndAsync()
    {
        await _turn.WaitAsync();
        _isEnded = true;
        _turn.Release();
    }

    private void ThrowIfEnded()
    {
        if (_isEnded)
        {
            throw new IOException("The connection is gone.");
        }
    }

    /// <summary>Copies frames up to the first large one.</summary>
    /// <returns>The index of the frame that was not copied.</returns>
    private int CopySmall(OutboundBatch batch, int next)
    {
        Span<byte> header = stackalloc byte[MaxHeaderBytes];
        Span<byte> number = stackalloc byte[MaxNumberBytes];
        var memory = new TransportMemory(transport);
        for (; next < batch.Count && batch.Frames[next] is { Length: <= PieceBytes } frame; next++)
        {
            var numbered = number[..Number(frame, number)];
            memory.Append(header[..Header(frame.Length + numbered.Length, header)]);
            memory.Append(frame.Head.Span);
            memory.Append(frame.Payload.Span);
            memory.Append(numbered);
            memory.Append(frame.Tail.Span);
        }

        memory.Commit();
        return next;
    }

    private async ValueTask WriteLargeAsync(OutboundFrame frame)
    {
        var buffer = new byte[MaxNumberBytes];
        var numbered = buffer.AsMemory(0, Number(frame, buffer));
        WriteHeader(frame.Length + numbered.Length);
        await WritePiecesAsync(frame.Head);
        await WritePiecesAsync(frame.Payload);
        await WritePiecesAsync(numbered);
        await WritePiecesAsync(frame.Tail);
    }

    private void WriteHeader(int length)
    {
        Span<byte> header = stackalloc byte[MaxHeaderBytes];
        transport.Write(header[..Header(length, header)]);
    }

    private async ValueTask WritePiecesAsync(ReadOnlyMemory<byte> part)
    {
        for (var at = 0; at < part.Length; at += PieceBytes)
        {
            transport.Write(part.Span.Slice(at, Math.Min(PieceBytes, part.Length - at)));
            await FlushAsync();
        }
    }

    private ValueTask FlushAsync()
    {
        var flush = transport.FlushAsync(CancellationToken.None);
        if (!flush.IsCompletedSuccessfully)
        {
            return FinishAsync(flush);
        }

        Check(flush.Result);
        return ValueTask.CompletedTask;

        static async ValueTask FinishAsync(ValueTask<FlushResult> flush) => Check(await flush);
    }

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new IOException("The connection is gone.");
        }
    }

    /// <summary>The header of a text message in one frame, unmasked.</summary>
    private static int Header(int length, Span<byte> header)
    {
        header[0] = FinalText;
        switch (length)
        {
            case < 126:
                header[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                return 10;
        }
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

    /// <summary>Many small copies into the transport, which is told of them once for each of its blocks.</summary>
    private ref struct TransportMemory(PipeWriter transport)
    {
        private Span<byte> _block;
        private int _used;

        public void Append(scoped ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > _block.Length - _used)
            {
                var fits = _block.Length - _used;
                bytes[..fits].CopyTo(_block[_used..]);
                bytes = bytes[fits..];
                _used = _block.Length;
                Commit();
                _block = transport.GetSpan();
            }

            bytes.CopyTo(_block[_used..]);
            _used += bytes.Length;
        }

        public void Commit()
        {
            if (_used != 0)
            {
                transport.Advance(_used);
            }

            _block = default;
            _used = 0;
        }
    }
}
