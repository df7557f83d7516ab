using Akka.IO;
using Akka.Streams.IO;

namespace Akka.Streams.Stages;

/// <summary>Reads a stream, one piece at a time, as downstream asks.</summary>
internal sealed class InputStreamLogic(Func<Stream> open, int chunkSize) : SourceLogic<ByteString>
{
    private readonly TaskCompletionSource<IOResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _stream;
    private long _count;
    private Exception? _failure;
    private bool _ended;

    internal Task<IOResult> Result => _result.Task;

    public override void PreStart()
    {
        try
        {
            _stream = open();
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    public override void OnPull() => _ = ReadAsync(_stream!);

    public override void OnDownstreamFinish(Exception cause)
    {
        _ended = true;
        CancelStage(cause);
    }

    public override void PostStop()
    {
        if (!_ended) _failure = new AbruptStageTerminationException(this);
        try
        {
            _stream?.Dispose();
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        _result.TrySetResult(_failure is null ? IOResult.Success(_count) : IOResult.Failed(_count, _failure));
    }

    private async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[chunkSize];
        try
        {
            var read = await stream.ReadAsync(buffer).ConfigureAwait(false);
            Post(OnRead, read == 0 ? ByteString.Empty : ByteString.FromBytes(buffer, 0, read));
        }
        catch (Exception e)
        {
            Post(End, e);
        }
    }

    private void OnRead(ByteString bytes)
    {
        if (_ended) return;
        if (bytes.IsEmpty)
        {
            End(null);
            return;
        }

        _count += bytes.Count;
        Push(Out, bytes);
    }

    private void End(Exception? failure)
    {
        if (_ended) return;
        _ended = true;
        _failure = failure;
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}

/// <summary>Writes to a stream, one element at a time.</summary>
internal sealed class OutputStreamLogic(Func<Stream> open, bool autoFlush) : SinkLogic<ByteString>
{
    private readonly TaskCompletionSource<IOResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _stream;
    private long _count;
    private Exception? _failure;
    private bool _writing;
    private bool _ended;

    internal Task<IOResult> Result => _result.Task;

    public override void PreStart()
    {
        // What is being written when upstream completes is still written.
        SetKeepGoing(true);
        try
        {
            _stream = open();
            Pull(In);
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    public override void OnPush()
    {
        _writing = true;
        _ = WriteAsync(_stream!, Grab(In));
    }

    public override void OnUpstreamFinish()
    {
        if (!_writing) End(null);
    }

    public override void OnUpstreamFailure(Exception e) => End(e);

    public override void PostStop()
    {
        if (!_ended) _failure = new AbruptStageTerminationException(this);
        try
        {
            _stream?.Dispose();
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        _result.TrySetResult(_failure is null ? IOResult.Success(_count) : IOResult.Failed(_count, _failure));
    }

    private async Task WriteAsync(Stream stream, ByteString bytes)
    {
        try
        {
            await bytes.WriteToAsync(stream).ConfigureAwait(false);
            if (autoFlush) await stream.FlushAsync().ConfigureAwait(false);
            Post(OnWritten, bytes.Count);
        }
        catch (Exception e)
        {
            Post(End, e);
        }
    }

    private void OnWritten(int count)
    {
        _count += count;
        _writing = false;
        if (_ended) return;
        if (IsClosed(In)) End(null);
        else Pull(In);
    }

    private void End(Exception? failure)
    {
        if (_ended) return;
        _ended = true;
        _failure = failure;
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}
