using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A built-in source.</summary>
internal abstract class SourceStage<T> : GraphStage<SourceShape<T>>
{
    public sealed override SourceShape<T> Shape => SourcePorts<T>.Shape;
}

/// <summary>A built-in source that gives its runner a value.</summary>
internal abstract class SourceStage<T, TMat> : GraphStageWithMaterializedValue<SourceShape<T>, TMat>
{
    public sealed override SourceShape<T> Shape => SourcePorts<T>.Shape;
}

/// <summary>A built-in source as a factory of its logic.</summary>
internal sealed class SourceStageOf<T>(string name, Func<Attributes, GraphStageLogic> create) : SourceStage<T>
{
    protected override Attributes InitialAttributes { get; } = Attributes.CreateName(name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => create(inheritedAttributes);
}

/// <summary>A built-in source whose logic is its value, or makes it.</summary>
internal sealed class SourceStageOf<T, TMat>(string name, Func<Attributes, (GraphStageLogic, TMat)> create) : SourceStage<T, TMat>
{
    protected override Attributes InitialAttributes { get; } = Attributes.CreateName(name);

    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var (logic, value) = create(inheritedAttributes);
        return new LogicAndMaterializedValue<TMat>(logic, value);
    }
}

/// <summary>Logic of a source.</summary>
internal abstract class SourceLogic<T> : TimerGraphStageLogic, IOutHandler
{
    protected SourceLogic() : base(0, 1) => SetHandler(Out, this);

    protected static Outlet<T> Out => SourcePorts<T>.Shape.Outlet;

    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);

    protected internal override void OnTimer(object timerKey) { }
}
