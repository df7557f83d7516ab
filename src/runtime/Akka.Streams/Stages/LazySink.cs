using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Takes all elements and calls back at the end.</summary>
internal sealed class OnCompleteLogic<T>(Action success, Action<Exception> failure) : SinkLogic<T>
{
    private bool _ended;

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        Grab(In);
        Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        _ended = true;
        success();
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _ended = true;
        failure(e);
        FailStage(e);
    }

    public override void PostStop()
    {
        if (!_ended) failure(new AbruptStageTerminationException(this));
    }
}

/// <summary>A sink that is made for the first element.</summary>
internal sealed class LazySinkLogic<T, TMat>(Func<T, Task<Sink<T, TMat>>> create) : SinkLogic<T>
{
    private readonly TaskCompletionSource<Option<TMat>> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SubSourceOutlet<T>? _outlet;
    private T _first = default!;
    private bool _hasFirst;
    private bool _finished;

    internal Task<Option<TMat>> Value => _value.Task;

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        if (_outlet is not null)
        {
            _outlet.Push(Grab(In));
            return;
        }

        _first = Grab(In);
        _hasFirst = true;
        // The sink may arrive after upstream has completed, and then still gets the first element.
        SetKeepGoing(true);
        Task<Sink<T, TMat>> sink;
        try
        {
            sink = create(_first);
        }
        catch (Exception e)
        {
            _value.TrySetException(e);
            throw;
        }

        if (sink.IsCompleted) Arrived(sink);
        else sink.ContinueWith(t => Post(Arrived, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public override void OnUpstreamFinish()
    {
        _finished = true;
        if (_hasFirst) return;
        if (_outlet is not null)
        {
            _outlet.Complete();
        }
        else
        {
            _value.TrySetResult(Option<TMat>.None);
        }

        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _outlet?.Fail(e);
        _value.TrySetException(e);
        FailStage(e);
    }

    public override void PostStop() => _value.TrySetException(new AbruptStageTerminationException(this));

    private void Arrived(Task<Sink<T, TMat>> sink)
    {
        if (!sink.IsCompletedSuccessfully)
        {
            var failure = SelectAsyncLogic<T, T>.Failure(sink);
            _value.TrySetException(failure.InnerException ?? failure);
            FailStage(failure);
            return;
        }

        _outlet = new SubSourceOutlet<T>(this, "LazySink");
        _outlet.SetHandler(new LambdaOutHandler(OnSubPull, CancelStage));
        _value.TrySetResult(Option<TMat>.Create(Source.FromGraph(_outlet.Source).RunWith(sink.Result, SubFusingMaterializer)));
    }

    private void OnSubPull()
    {
        if (!_hasFirst)
        {
            TryPull(In);
            return;
        }

        var first = _first;
        _hasFirst = false;
        _first = default!;
        _outlet!.Push(first);
        if (!_finished) return;
        _outlet.Complete();
        CompleteStage();
    }
}
