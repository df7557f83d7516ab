using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Stages;

/// <summary>A source that is made, or arrives, on the first demand.</summary>
internal sealed class LateSourceLogic<T, TMat>(Func<Task<Source<T, TMat>>> create) : SourceLogic<T>
{
    private readonly TaskCompletionSource<TMat> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _asked;

    internal Task<TMat> Value => _value.Task;

    public override void OnPull()
    {
        if (_asked) return;
        _asked = true;
        Task<Source<T, TMat>> source;
        try
        {
            source = create();
        }
        catch (Exception e)
        {
            _value.TrySetException(e);
            throw;
        }

        if (source.IsCompleted) Arrived(source);
        else source.ContinueWith(t => Post(Arrived, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _value.TrySetException(new InvalidOperationException("Downstream canceled without triggering lazy source materialization"));
        CancelStage(cause);
    }

    public override void PostStop() => _value.TrySetException(new AbruptStageTerminationException(this));

    private void Arrived(Task<Source<T, TMat>> source)
    {
        if (!source.IsCompletedSuccessfully)
        {
            var failure = SelectAsyncLogic<T, T>.Failure(source);
            _value.TrySetException(failure.InnerException ?? failure);
            FailStage(failure);
            return;
        }

        var inlet = new SubSinkInlet<T>(this, "LateSource");
        inlet.SetHandler(new LambdaInHandler(() => Push(Out, inlet.Grab()), CompleteStage, FailStage));
        SetHandler(Out, () =>
        {
            if (!inlet.HasBeenPulled && !inlet.IsClosed) inlet.Pull();
        }, cause =>
        {
            inlet.Cancel(cause);
            CancelStage(cause);
        });
        inlet.Pull();
        _value.TrySetResult(source.Result.To(inlet.Sink).Run(SubFusingMaterializer));
    }
}
