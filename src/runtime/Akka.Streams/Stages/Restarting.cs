using Akka.Event;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Counts restarts and says when one is allowed.</summary>
internal sealed class RestartBudget(RestartSettings settings)
{
    private TimeSpan _resetAt;
    private int _count;

    internal void Started(TimeSpan now) => _resetAt = now + settings.MaxRestartsWithin;

    /// <summary>The wait before the next restart; null when there have been enough.</summary>
    internal TimeSpan? Next(TimeSpan now)
    {
        if (now > _resetAt) _count = 0;
        return settings.MaxRestarts >= 0 && _count >= settings.MaxRestarts ? null : settings.Backoff(_count++);
    }
}

/// <summary>Runs sources one after another.</summary>
internal sealed class RestartSourceLogic<T, TMat>(Func<Source<T, TMat>> create, RestartSettings settings, bool onlyOnFailures) : SourceLogic<T>
{
    private readonly RestartBudget _budget = new(settings);
    private SubSinkInlet<T>? _inlet;

    private TimeSpan Now => Interpreter.Materializer.System.Scheduler.MonotonicClock;

    public override void PreStart() => Start();

    public override void OnPull()
    {
        if (_inlet is { IsClosed: false, HasBeenPulled: false }) _inlet.Pull();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _inlet?.Cancel(cause);
        CancelStage(cause);
    }

    protected internal override void OnTimer(object timerKey) => Start();

    public override void PostStop() => _inlet?.Cancel();

    private void Start()
    {
        var inlet = new SubSinkInlet<T>(this, "RestartWithBackoffSource.subIn");
        _inlet = inlet;
        inlet.SetHandler(new LambdaInHandler(
            () => Push(Out, inlet.Grab()),
            () =>
            {
                if (onlyOnFailures) CompleteStage();
                else Restart(null);
            },
            Restart));
        _budget.Started(Now);
        create().To(inlet.Sink).Run(SubFusingMaterializer);
        if (IsAvailable(Out)) inlet.Pull();
    }

    private void Restart(Exception? failure)
    {
        if (_budget.Next(Now) is { } wait)
        {
            if (failure is not null) Log.Warning("Restarting graph due to failure. Stack trace: {0}", failure);
            ScheduleOnce(this, wait);
        }
        else if (failure is null)
        {
            CompleteStage();
        }
        else
        {
            FailStage(failure);
        }
    }
}

/// <summary>Runs sinks one after another.</summary>
internal sealed class RestartSinkLogic<T, TMat> : TimerGraphStageLogic, IInHandler
{
    private readonly Func<Sink<T, TMat>> _create;
    private readonly RestartBudget _budget;
    private SubSourceOutlet<T>? _outlet;

    internal RestartSinkLogic(Func<Sink<T, TMat>> create, RestartSettings settings) : base(1, 0)
    {
        _create = create;
        _budget = new RestartBudget(settings);
        SetHandler(In, this);
    }

    private static Inlet<T> In => SinkPorts<T>.Shape.Inlet;

    private TimeSpan Now => Interpreter.Materializer.System.Scheduler.MonotonicClock;

    public override void PreStart() => Start();

    public void OnPush()
    {
        // An element that the sink before asked for and then no longer wanted waits for the next one.
        if (_outlet is { IsAvailable: true } outlet) outlet.Push(Grab(In));
    }

    public void OnUpstreamFinish()
    {
        _outlet?.Complete();
        CompleteStage();
    }

    public void OnUpstreamFailure(Exception e)
    {
        _outlet?.Fail(e);
        FailStage(e);
    }

    protected internal override void OnTimer(object timerKey) => Start();

    private void Start()
    {
        var outlet = new SubSourceOutlet<T>(this, "RestartWithBackoffSink.subOut");
        _outlet = outlet;
        outlet.SetHandler(new LambdaOutHandler(() =>
        {
            if (IsAvailable(In)) outlet.Push(Grab(In));
            else if (!HasBeenPulled(In)) TryPull(In);
        }, Restart));
        _budget.Started(Now);
        Source.FromGraph(outlet.Source).RunWith(_create(), SubFusingMaterializer);
    }

    private void Restart(Exception cause)
    {
        if (_budget.Next(Now) is { } wait) ScheduleOnce(this, wait);
        else CancelStage(cause);
    }
}

/// <summary>Runs flows one after another.</summary>
internal sealed class RestartFlowLogic<TIn, TOut, TMat>(Func<Flow<TIn, TOut, TMat>> create, RestartSettings settings, bool onlyOnFailures) : FlowLogic<TIn, TOut>
{
    private readonly RestartBudget _budget = new(settings);
    private SubSourceOutlet<TIn>? _outlet;
    private SubSinkInlet<TOut>? _inlet;

    public override void PreStart() => Start();

    public override void OnPush()
    {
        if (_outlet is { IsAvailable: true } outlet) outlet.Push(Grab(In));
    }

    public override void OnPull()
    {
        if (_inlet is { IsClosed: false, HasBeenPulled: false } inlet) inlet.Pull();
    }

    public override void OnUpstreamFinish()
    {
        if (_outlet is { IsClosed: false } outlet) outlet.Complete();
        else CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        if (_outlet is { IsClosed: false } outlet) outlet.Fail(e);
        else FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (_inlet is { IsClosed: false } inlet) inlet.Cancel(cause);
        else CancelStage(cause);
        _outlet?.Complete();
        CancelStage(cause);
    }

    protected internal override void OnTimer(object timerKey) => Start();

    public override void PostStop()
    {
        _inlet?.Cancel();
        _outlet?.Complete();
    }

    private void Start()
    {
        var outlet = new SubSourceOutlet<TIn>(this, "RestartWithBackoffFlow.subOut");
        var inlet = new SubSinkInlet<TOut>(this, "RestartWithBackoffFlow.subIn");
        (_outlet, _inlet) = (outlet, inlet);
        outlet.SetHandler(new LambdaOutHandler(() =>
        {
            if (IsAvailable(In)) outlet.Push(Grab(In));
            else if (IsClosed(In)) outlet.Complete();
            else if (!HasBeenPulled(In)) Pull(In);
        }, cause =>
        {
            // The flow's other side says whether it failed or completed; it always follows a cancellation.
        }));
        inlet.SetHandler(new LambdaInHandler(
            () => Push(Out, inlet.Grab()),
            () =>
            {
                outlet.Complete();
                if (onlyOnFailures || IsClosed(In)) CompleteStage();
                else Restart(null);
            },
            failure =>
            {
                outlet.Complete();
                if (IsClosed(In)) FailStage(failure);
                else Restart(failure);
            }));
        _budget.Started(Clock);
        Source.FromGraph(outlet.Source).Via(create()).To(inlet.Sink).Run(SubFusingMaterializer);
        if (IsAvailable(Out)) inlet.Pull();
    }

    private void Restart(Exception? failure)
    {
        if (_budget.Next(Clock) is { } wait)
        {
            if (failure is not null) Log.Warning("Restarting graph due to failure. Stack trace: {0}", failure);
            ScheduleOnce(this, wait);
        }
        else if (failure is null)
        {
            CompleteStage();
        }
        else
        {
            FailStage(failure);
        }
    }
}
