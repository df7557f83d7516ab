using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A built-in stage of one inlet and one outlet.</summary>
internal abstract class FlowStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    public sealed override FlowShape<TIn, TOut> Shape => FlowPorts<TIn, TOut>.Shape;
}

/// <summary>A built-in stage of one inlet and one outlet that gives its runner a value.</summary>
internal abstract class FlowStage<TIn, TOut, TMat> : GraphStageWithMaterializedValue<FlowShape<TIn, TOut>, TMat>
{
    public sealed override FlowShape<TIn, TOut> Shape => FlowPorts<TIn, TOut>.Shape;
}

/// <summary>A built-in flow stage as a factory of its logic.</summary>
internal sealed class FlowStageOf<TIn, TOut>(string name, Func<Attributes, GraphStageLogic> create) : FlowStage<TIn, TOut>
{
    protected override Attributes InitialAttributes { get; } = Attributes.CreateName(name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => create(inheritedAttributes);
}

/// <summary>Logic of a stage with one inlet and one outlet; by default it hands demand up.</summary>
internal abstract class FlowLogic<TIn, TOut> : TimerGraphStageLogic, IInHandler, IOutHandler
{
    protected FlowLogic() : base(1, 1)
    {
        SetHandler(In, (IInHandler)this);
        SetHandler(Out, (IOutHandler)this);
    }

    protected static Inlet<TIn> In => FlowPorts<TIn, TOut>.Shape.Inlet;

    protected static Outlet<TOut> Out => FlowPorts<TIn, TOut>.Shape.Outlet;

    /// <summary>Milliseconds of the scheduler's clock: virtual under a test scheduler.</summary>
    protected TimeSpan Clock => Interpreter.Materializer.System.Scheduler.MonotonicClock;

    public abstract void OnPush();

    public virtual void OnPull() => Pull(In);

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);

    protected internal override void OnTimer(object timerKey) { }
}

/// <summary>Logic of a stage that calls a user function, and so has a decider for what that throws.</summary>
internal abstract class SupervisedLogic<TIn, TOut>(Attributes attributes) : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();

    public sealed override void OnPush()
    {
        try
        {
            Handle(Grab(In));
        }
        catch (Exception e)
        {
            Supervise(e);
        }
    }

    protected abstract void Handle(TIn element);

    /// <summary>Forgets what was gathered.</summary>
    protected virtual void Restart() { }

    /// <summary>Goes on after an element was dropped.</summary>
    protected virtual void Resume()
    {
        if (!HasBeenPulled(In)) TryPull(In);
    }

    protected void Supervise(Exception e)
    {
        switch (_decider(e))
        {
            case Directive.Stop:
                FailStage(e);
                break;
            case Directive.Restart:
                Restart();
                Resume();
                break;
            default:
                Resume();
                break;
        }
    }
}

internal static class SupervisionExtensions
{
    /// <summary>The most specific decider.</summary>
    internal static Decider Decider(this Attributes attributes) =>
        attributes.GetAttribute<ActorAttributes.SupervisionStrategy>()?.Decider ?? Deciders.StoppingDecider;
}
