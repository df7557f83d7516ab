using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>A connection's transport, of which the way out can be made to wait: what is written goes out with what is written next.</summary>
/// <remarks>
/// The server sends its answer to an upgrade by itself, and the challenge follows a moment later: two packets, and a client that is woken twice. Held back, the answer leaves with
/// the challenge, or with the close frame of a connection that is refused; one of them always follows.
/// </remarks>
internal sealed class UpgradableTransport(IDuplexPipe transport) : PipeWriter, IDuplexPipe
{
    private bool _isHeld;

    /// <inheritdoc/>
    public PipeReader Input => transport.Input;

    /// <inheritdoc/>
    public PipeWriter Output => this;

    /// <summary>What never waits.</summary>
    public PipeWriter Direct => transport.Output;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => transport.Output.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => transport.Output.UnflushedBytes;

    /// <summary>Puts it between a connection and the server that reads requests from it.</summary>
    public static ConnectionDelegate Insert(ConnectionDelegate next) => connection =>
    {
        connection.Transport = new UpgradableTransport(connection.Transport);
        return next(connection);
    };

    /// <summary>From now on the server's own writes wait for a flush of <see cref="Direct"/>.</summary>
    public void Hold() => _isHeld = true;

    /// <summary>The server's own writes go out again.</summary>
    public void Release() => _isHeld = false;

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _isHeld ? ValueTask.FromResult(default(FlushResult)) : transport.Output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => transport.Output.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => transport.Output.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override void Advance(int bytes) => transport.Output.Advance(bytes);

    /// <inheritdoc/>
    public override void CancelPendingFlush() => transport.Output.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => transport.Output.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => transport.Output.CompleteAsync(exception);
}
