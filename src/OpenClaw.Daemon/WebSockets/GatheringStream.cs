using System.Buffers;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>The transport under a WebSocket, which can hold small writes back and make one of them.</summary>
/// <remarks>
/// A WebSocket writes and flushes each message by itself, which is a system call or a thread woken for each. Who has more messages in hand sets
/// <see cref="Holds"/> before all but the last of them. Not thread safe beyond that, as the WebSocket writes one frame at a time.
/// </remarks>
internal sealed class GatheringStream(Stream transport) : Stream
{
    /// <summary>What is held at most; beyond it, writes go through.</summary>
    internal const int Capacity = 16 * 1024;

    private byte[]? _buffer;
    private int _held;
    private volatile bool _holds;

    /// <summary>Whether writes wait for the one after them. The next write after this is reset takes all along.</summary>
    public bool Holds
    {
        get => _holds;
        set => _holds = value;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_held + buffer.Length > Capacity)
        {
            return _held == 0 ? transport.WriteAsync(buffer, cancellationToken) : WriteAfterHeldAsync(buffer, cancellationToken);
        }

        if (_holds)
        {
            Hold(buffer.Span);
            return ValueTask.CompletedTask;
        }

        if (_held == 0)
        {
            return transport.WriteAsync(buffer, cancellationToken);
        }

        Hold(buffer.Span);
        return WriteHeldAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _holds ? Task.CompletedTask : transport.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => transport.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        transport.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            transport.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(Capacity);
        bytes.CopyTo(_buffer.AsSpan(_held));
        _held += bytes.Length;
    }

    private ValueTask WriteHeldAsync(CancellationToken cancellation)
    {
        var write = transport.WriteAsync(_buffer.AsMemory(0, _held), cancellation);
        if (!write.IsCompletedSuccessfully)
        {
            return FinishAsync(write);
        }

        Release();
        return write;
    }

    private async ValueTask WriteAfterHeldAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await WriteHeldAsync(cancellation);
        await WriteAsync(bytes, cancellation);
    }

    private async ValueTask FinishAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        _held = 0;
        ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = null;
    }
}
