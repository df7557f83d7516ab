using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A built-in sink.</summary>
internal abstract class SinkStage<T> : GraphStage<SinkShape<T>>
{
    public sealed override SinkShape<T> Shape => SinkPorts<T>.Shape;
}

/// <summary>A built-in sink as a factory of its logic.</summary>
internal sealed class SinkStageOf<T>(string name, Func<Attributes, GraphStageLogic> create) : SinkStage<T>
{
    protected override Attributes InitialAttributes { get; } = Attributes.CreateName(name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => create(inheritedAttributes);
}

/// <summary>A built-in sink that gives its runner a value.</summary>
internal sealed class SinkStageOf<T, TMat>(string name, Func<Attributes, (GraphStageLogic, TMat)> create)
    : GraphStageWithMaterializedValue<SinkShape<T>, TMat>
{
    public override SinkShape<T> Shape => SinkPorts<T>.Shape;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName(name);

    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var (logic, value) = create(inheritedAttributes);
        return new LogicAndMaterializedValue<TMat>(logic, value);
    }
}

/// <summary>Logic of a sink.</summary>
internal abstract class SinkLogic<T> : GraphStageLogic, IInHandler
{
    protected SinkLogic() : base(1, 0) => SetHandler(In, this);

    protected static Inlet<T> In => SinkPorts<T>.Shape.Inlet;

    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);
}

/// <summary>Logic of a sink whose value is a task: it fails with the stream, and when the stage is stopped before its end.</summary>
internal abstract class TaskSinkLogic<T, TResult> : SinkLogic<T>
{
    private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<TResult> Result => _result.Task;

    public override void PreStart() => Pull(In);

    public override void OnUpstreamFailure(Exception e)
    {
        _result.TrySetException(e);
        FailStage(e);
    }

    public override void PostStop() => _result.TrySetException(new AbruptStageTerminationException(this));

    /// <summary>Completes the task and the stage.</summary>
    protected void Succeed(TResult value)
    {
        _result.TrySetResult(value);
        CompleteStage();
    }

    /// <summary>Fails the task and the stage.</summary>
    protected void Fail(Exception e)
    {
        _result.TrySetException(e);
        FailStage(e);
    }
}
