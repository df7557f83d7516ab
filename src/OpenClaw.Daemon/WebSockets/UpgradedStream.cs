namespace OpenClaw.Daemon.WebSockets;

/// <summary>An upgraded connection as its WebSocket sees it: reads come from the transport, writes go through the <see cref="SocketWriter"/>.</summary>
/// <remarks>
/// A client that sends faster than it is read never makes a read wait, and what makes no message (pongs, empty fragments, what is thrown away before the
/// close) is read on the spot, by the WebSocket and by <see cref="SocketSource"/>: one such client would keep an actors' thread for as long as it likes. So
/// after <see cref="ReadsInARow"/> of its reads it is others' turn.
/// </remarks>
internal sealed class UpgradedStream(Stream input, SocketWriter writer) : Stream
{
    /// <summary>Reads that may find data waiting; one is 4 KiB at most, some hundred of the smallest frames.</summary>
    internal const int ReadsInARow = 16;

    private int _inARow;

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
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = input.ReadAsync(buffer, cancellationToken);
        if (!read.IsCompleted)
        {
            _inARow = 0;
            return read;
        }

        return ++_inARow < ReadsInARow ? read : ReadAfterOthersAsync(read);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writer.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        writer.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing to do: a write is complete when the transport has it.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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

    private async ValueTask<int> ReadAfterOthersAsync(ValueTask<int> read)
    {
        _inARow = 0;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await read.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
