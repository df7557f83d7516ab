using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what comes out of a channel, on demand.</summary>
internal sealed class ChannelSourceLogic<T>(ChannelReader<T> reader) : SourceLogic<T>
{
    public override void PreStart() =>
        reader.Completion.ContinueWith(t => Post(OnClosed, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public override void OnPull()
    {
        if (reader.TryRead(out var element))
        {
            Push(Out, element);
            return;
        }

        var waiting = reader.WaitToReadAsync();
        if (waiting.IsCompletedSuccessfully) OnReadable(waiting.Result);
        else waiting.AsTask().ContinueWith(t => Post(OnReadableLater, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void OnReadableLater(Task<bool> waiting)
    {
        if (waiting.IsCompletedSuccessfully) OnReadable(waiting.Result);
        else FailStage(waiting.Exception?.InnerException ?? SelectAsyncLogic<T, T>.Failure(waiting));
    }

    private void OnReadable(bool readable)
    {
        if (!readable) CompleteStage();
        else if (IsAvailable(Out)) OnPull();
    }

    private void OnClosed(Task completion)
    {
        if (completion.IsFaulted) FailStage(completion.Exception!.InnerException!);
        else if (completion.IsCanceled) FailStage(new TaskCanceledException(completion));
        else CompleteStage();
    }
}

/// <summary>Writes elements to a channel; a full channel holds upstream.</summary>
internal sealed class ChannelSinkLogic<T>(ChannelWriter<T> writer, bool isOwner) : SinkLogic<T>
{
    private T _waiting = default!;
    private bool _hasWaiting;
    private bool _finished;

    public override void PreStart()
    {
        SetKeepGoing(true);
        Pull(In);
    }

    public override void OnPush()
    {
        var element = Grab(In);
        if (writer.TryWrite(element))
        {
            Pull(In);
            return;
        }

        _waiting = element;
        _hasWaiting = true;
        Wait();
    }

    public override void OnUpstreamFinish()
    {
        _finished = true;
        if (!_hasWaiting) Finish(null);
    }

    public override void OnUpstreamFailure(Exception e) => Finish(e);

    public override void PostStop()
    {
        if (isOwner) writer.TryComplete(new AbruptStageTerminationException(this));
    }

    private void Wait()
    {
        var waiting = writer.WaitToWriteAsync();
        if (waiting.IsCompletedSuccessfully) OnWritable(waiting.Result);
        else waiting.AsTask().ContinueWith(t => Post(OnWritableLater, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void OnWritableLater(Task<bool> waiting)
    {
        if (waiting.IsCompletedSuccessfully) OnWritable(waiting.Result);
        else FailStage(waiting.Exception?.InnerException ?? SelectAsyncLogic<T, T>.Failure(waiting));
    }

    private void OnWritable(bool open)
    {
        if (!open)
        {
            CompleteStage();
            return;
        }

        if (!writer.TryWrite(_waiting))
        {
            Wait();
            return;
        }

        _waiting = default!;
        _hasWaiting = false;
        if (_finished) Finish(null);
        else Pull(In);
    }

    private void Finish(Exception? failure)
    {
        if (isOwner) writer.TryComplete(failure);
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}
