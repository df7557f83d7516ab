using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A task that ends with the stream.</summary>
internal sealed class TerminationLogic<T> : FlowLogic<T, T>
{
    private readonly TaskCompletionSource<Done> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<Done> End => _end.Task;

    public override void OnPush() => Push(Out, Grab(In));

    public override void OnUpstreamFinish()
    {
        _end.TrySetResult(Done.Instance);
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _end.TrySetException(e);
        FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (cause is SubscriptionWithCancelException.NonFailureCancellation) _end.TrySetResult(Done.Instance);
        else _end.TrySetException(cause);
        CancelStage(cause);
    }

    public override void PostStop() => _end.TrySetException(new AbruptStageTerminationException(this));
}

/// <summary>Fails when an actor stops.</summary>
internal sealed class WatchLogic<T>(IActorRef target) : FlowLogic<T, T>
{
    public override void PreStart() => GetStageActor(received =>
    {
        if (received.Item2 is Terminated terminated && terminated.ActorRef.Equals(target))
            FailStage(new WatchedActorTerminatedException("Watch", target));
    }).Watch(target);

    public override void OnPush() => Push(Out, Grab(In));
}

/// <summary>Writes a log line for each event.</summary>
internal sealed class LogLogic<T>(string name, Func<T, object> extract, ILoggingAdapter? adapter, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    private static readonly Attributes.LogLevels Defaults = new(LogLevel.DebugLevel, LogLevel.DebugLevel, LogLevel.ErrorLevel);
    private readonly Attributes.LogLevels _levels = attributes.GetAttribute(Defaults);
    private ILoggingAdapter? _adapter = adapter;

    private ILoggingAdapter Adapter => _adapter ??= Log;

    protected override void Handle(T element)
    {
        if (IsOn(_levels.OnElement)) Adapter.Log(_levels.OnElement, $"[{name}] Element: {extract(element)}");
        Push(Out, element);
    }

    public override void OnUpstreamFinish()
    {
        if (IsOn(_levels.OnFinish)) Adapter.Log(_levels.OnFinish, $"[{name}] Upstream finished.");
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        if (_levels.OnFailure == LogLevel.ErrorLevel) Adapter.Error(e, "[{0}] Upstream failed.", name);
        else if (IsOn(_levels.OnFailure)) Adapter.Log(_levels.OnFailure, $"[{name}] Upstream failed, cause: {e.GetType().Name} {e.Message}");
        FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (IsOn(_levels.OnFinish)) Adapter.Log(_levels.OnFinish, $"[{name}] Downstream finished, cause: {cause.GetType().Name} {cause.Message}");
        CancelStage(cause);
    }

    private bool IsOn(LogLevel level) => level != Attributes.LogLevels.Off && Adapter.IsEnabled(level);
}
