using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Runs the sources that elements are made into, some at a time, and emits what they emit as it comes.</summary>
internal sealed class FlattenMergeLogic<TIn, TOut, TMat>(int breadth, Func<TIn, IGraph<SourceShape<TOut>, TMat>> flatten) : FlowLogic<TIn, TOut>
{
    private readonly HashSet<SubSinkInlet<TOut>> _sources = [];
    private readonly Queue<SubSinkInlet<TOut>> _ready = new();

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        Add(flatten(Grab(In)));
        if (_sources.Count < breadth) TryPull(In);
    }

    public override void OnPull()
    {
        if (_ready.TryDequeue(out var inlet)) Take(inlet);
    }

    public override void OnUpstreamFinish()
    {
        if (_sources.Count == 0) CompleteStage();
    }

    public override void PostStop()
    {
        foreach (var inlet in _sources) inlet.Cancel();
    }

    private void Add(IGraph<SourceShape<TOut>, TMat> source)
    {
        var inlet = new SubSinkInlet<TOut>(this, "FlattenMergeSink");
        inlet.SetHandler(new LambdaInHandler(
            () =>
            {
                if (IsAvailable(Out)) Take(inlet);
                else _ready.Enqueue(inlet);
            },
            () =>
            {
                // Its last element may still wait for demand.
                if (!inlet.IsAvailable) Remove(inlet);
            },
            FailStage));
        _sources.Add(inlet);
        inlet.Pull();
        Source.FromGraph(source).To(inlet.Sink).Run(SubFusingMaterializer);
    }

    private void Take(SubSinkInlet<TOut> inlet)
    {
        Push(Out, inlet.Grab());
        if (inlet.IsClosed) Remove(inlet);
        else inlet.Pull();
    }

    private void Remove(SubSinkInlet<TOut> inlet)
    {
        _sources.Remove(inlet);
        if (IsClosed(In))
        {
            if (_sources.Count == 0) CompleteStage();
        }
        else if (!HasBeenPulled(In))
        {
            Pull(In);
        }
    }
}
