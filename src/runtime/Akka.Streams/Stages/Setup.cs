using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A source made for each run.</summary>
internal sealed class SetupSource<T, TMat>(Func<ActorMaterializer, Attributes, Source<T, TMat>> factory) : SourceStage<T, Task<TMat>>
{
    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(factory, inheritedAttributes);
        return new LogicAndMaterializedValue<Task<TMat>>(logic, logic.Value.Task);
    }

    private sealed class Logic(Func<ActorMaterializer, Attributes, Source<T, TMat>> factory, Attributes attributes) : SourceLogic<T>
    {
        private SubSinkInlet<T> _inlet = null!;

        internal TaskCompletionSource<TMat> Value { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void PreStart()
        {
            _inlet = new SubSinkInlet<T>(this, "SetupSourceStage");
            _inlet.SetHandler(new LambdaInHandler(() => Push(Out, _inlet.Grab()), CompleteStage, FailStage));
            SetupStage.Run(Value, () => factory(Interpreter.Materializer, attributes).To(_inlet.Sink).Run(SubFusingMaterializer));
        }

        public override void OnPull() => _inlet.Pull();

        public override void OnDownstreamFinish(Exception cause)
        {
            _inlet.Cancel(cause);
            CancelStage(cause);
        }
    }
}

/// <summary>A sink made for each run.</summary>
internal sealed class SetupSink<T, TMat>(Func<ActorMaterializer, Attributes, Sink<T, TMat>> factory) : GraphStageWithMaterializedValue<SinkShape<T>, Task<TMat>>
{
    public override SinkShape<T> Shape => SinkPorts<T>.Shape;

    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(factory, inheritedAttributes);
        return new LogicAndMaterializedValue<Task<TMat>>(logic, logic.Value.Task);
    }

    private sealed class Logic(Func<ActorMaterializer, Attributes, Sink<T, TMat>> factory, Attributes attributes) : SinkLogic<T>
    {
        private SubSourceOutlet<T> _outlet = null!;

        internal TaskCompletionSource<TMat> Value { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void PreStart()
        {
            _outlet = new SubSourceOutlet<T>(this, "SetupSinkStage");
            _outlet.SetHandler(new LambdaOutHandler(() => Pull(In), CancelStage));
            SetupStage.Run(Value, () => Source.FromGraph(_outlet.Source).RunWith(factory(Interpreter.Materializer, attributes), SubFusingMaterializer));
        }

        public override void OnPush() => _outlet.Push(Grab(In));

        public override void OnUpstreamFinish()
        {
            _outlet.Complete();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _outlet.Fail(e);
            FailStage(e);
        }
    }
}

/// <summary>A flow made for each run.</summary>
internal sealed class SetupFlow<TIn, TOut, TMat>(Func<ActorMaterializer, Attributes, Flow<TIn, TOut, TMat>> factory) : FlowStage<TIn, TOut, Task<TMat>>
{
    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(factory, inheritedAttributes);
        return new LogicAndMaterializedValue<Task<TMat>>(logic, logic.Value.Task);
    }

    private sealed class Logic(Func<ActorMaterializer, Attributes, Flow<TIn, TOut, TMat>> factory, Attributes attributes) : InnerFlowLogic<TIn, TOut>
    {
        internal TaskCompletionSource<TMat> Value { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void PreStart()
        {
            Open("SetupFlowStage");
            SetupStage.Run(Value, () => Connect(factory(Interpreter.Materializer, attributes)));
        }
    }
}

internal static class SetupStage
{
    /// <summary>Runs the inner graph; its failure is that of the value and of the stage.</summary>
    internal static void Run<TMat>(TaskCompletionSource<TMat> value, Func<TMat> run)
    {
        try
        {
            value.TrySetResult(run());
        }
        catch (Exception e)
        {
            value.TrySetException(e);
            throw;
        }
    }
}

/// <summary>A stage around a flow that runs as a graph of its own.</summary>
internal abstract class InnerFlowLogic<TIn, TOut> : FlowLogic<TIn, TOut>
{
    private protected SubSourceOutlet<TIn> Front { get; private set; } = null!;

    private protected SubSinkInlet<TOut> Back { get; private set; } = null!;

    public override void OnPush() => Front.Push(Grab(In));

    public override void OnPull() => Back.Pull();

    public override void OnUpstreamFinish() => Front.Complete();

    public override void OnUpstreamFailure(Exception e) => Front.Fail(e);

    public override void OnDownstreamFinish(Exception cause) => Back.Cancel(cause);

    private protected void Open(string name)
    {
        // Either port may close while the inner flow still has something to say to the other.
        SetKeepGoing(true);
        Front = new SubSourceOutlet<TIn>(this, name + ".front");
        Back = new SubSinkInlet<TOut>(this, name + ".back");
        Front.SetHandler(new LambdaOutHandler(OnFrontPull, OnFrontCancelled));
        Back.SetHandler(new LambdaInHandler(() => Push(Out, Back.Grab()), CompleteStage, FailStage));
    }

    private protected virtual void OnFrontPull() => TryPull(In);

    private protected TMat Connect<TMat>(Flow<TIn, TOut, TMat> flow) =>
        Source.FromGraph(Front.Source).ViaMaterialized(flow, Keep.Right).To(Back.Sink).Run(SubFusingMaterializer);

    private void OnFrontCancelled(Exception cause)
    {
        if (!IsClosed(In)) Cancel(In, cause);
        if (IsClosed(Out)) CancelStage(cause);
    }
}
