using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A source that is made on the first demand, or one that a task brings.</summary>
/// <param name="create">Makes or brings the source; called once.</param>
/// <param name="onDemand">Whether it is made on the first demand only.</param>
internal sealed class LateSourceLogic<T, TMat>(Func<Task<Source<T, TMat>>> create, bool onDemand) : SourceLogic<T>
{
    private readonly TaskCompletionSource<TMat> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _asked;

    internal Task<TMat> Value => _value.Task;

    public override void PreStart()
    {
        if (!onDemand) Begin();
    }

    public override void OnPull() => Begin();

    private void Begin()
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
        _value.TrySetException(onDemand
            ? new InvalidOperationException("Downstream canceled without triggering lazy source materialization")
            : new StreamDetachedException());
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
        if (IsAvailable(Out)) inlet.Pull();
        _value.TrySetResult(source.Result.To(inlet.Sink).Run(SubFusingMaterializer));
    }
}
