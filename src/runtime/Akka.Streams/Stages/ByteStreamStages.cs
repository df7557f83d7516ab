using Akka.IO;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.IO;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.IO;

/// <summary>A stream that a stage opens, reads or writes, and closes; and what came of it.</summary>
internal sealed class StreamUse(Func<Stream> open)
{
    private readonly TaskCompletionSource<IOResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    /// <summary>How many bytes went through, and whether that was all of them; known when it is closed.</summary>
    public Task<IOResult> Result => _result.Task;

    /// <summary>The stream; null until it is opened.</summary>
    public Stream? Stream { get; private set; }

    /// <summary>Bytes that went through.</summary>
    public long Count { get; set; }

    /// <summary>Whether nothing more is read or written.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Opens the stream; what that throws is the stage's to tell.</summary>
    public void Open() => Stream = open();

    /// <summary>The end; false when it was ended before.</summary>
    public bool TryEnd(Exception? failure)
    {
        if (IsEnded) return false;
        IsEnded = true;
        _failure = failure;
        return true;
    }

    /// <summary>Closes the stream and tells the result.</summary>
    /// <param name="stage">Whose use ends; when nothing has ended it before, that is a failure.</param>
    public void Close(GraphStageLogic stage)
    {
        if (!IsEnded) _failure = new AbruptStageTerminationException(stage);
        try
        {
            Stream?.Dispose();
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        _result.TrySetResult(_failure is null ? IOResult.Success(Count) : IOResult.Failed(Count, _failure));
    }
}

/// <summary>Reads a stream, one piece at a time, as downstream asks.</summary>
internal sealed class InputStreamLogic(Func<Stream> open, int chunkSize) : SourceLogic<ByteString>
{
    private readonly StreamUse _use = new(open);

    internal Task<IOResult> Result => _use.Result;

    public override void PreStart()
    {
        try
        {
            _use.Open();
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    public override void OnPull() => _ = ReadAsync(_use.Stream!);

    public override void OnDownstreamFinish(Exception cause)
    {
        _use.TryEnd(null);
        CancelStage(cause);
    }

    public override void PostStop() => _use.Close(this);

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
        if (_use.IsEnded) return;
        if (bytes.IsEmpty)
        {
            End(null);
            return;
        }

        _use.Count += bytes.Count;
        Push(Out, bytes);
    }

    private void End(Exception? failure)
    {
        if (!_use.TryEnd(failure)) return;
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}

/// <summary>Writes to a stream, one element at a time.</summary>
internal sealed class OutputStreamLogic(Func<Stream> open, bool autoFlush) : SinkLogic<ByteString>
{
    private readonly StreamUse _use = new(open);
    private bool _writing;

    internal Task<IOResult> Result => _use.Result;

    public override void PreStart()
    {
        // What is being written when upstream completes is still written.
        SetKeepGoing(true);
        try
        {
            _use.Open();
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
        _ = WriteAsync(_use.Stream!, Grab(In));
    }

    public override void OnUpstreamFinish()
    {
        if (!_writing) End(null);
    }

    public override void OnUpstreamFailure(Exception e) => End(e);

    public override void PostStop() => _use.Close(this);

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
        _use.Count += count;
        _writing = false;
        if (_use.IsEnded) return;
        if (IsClosed(In)) End(null);
        else Pull(In);
    }

    private void End(Exception? failure)
    {
        if (!_use.TryEnd(failure)) return;
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}
