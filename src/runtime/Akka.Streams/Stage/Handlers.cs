using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>What an inlet calls.</summary>
public interface IInHandler
{
    /// <summary>An element is there to be grabbed.</summary>
    void OnPush();

    /// <summary>Upstream has completed; the inlet is closed.</summary>
    void OnUpstreamFinish();

    /// <summary>Upstream has failed; the inlet is closed.</summary>
    void OnUpstreamFailure(Exception e);
}

/// <summary>What an outlet calls.</summary>
public interface IOutHandler
{
    /// <summary>Downstream wants an element: exactly one may be pushed.</summary>
    void OnPull();

    /// <summary>Downstream has cancelled; the outlet is closed.</summary>
    /// <param name="cause">Why: a failure, or a <see cref="SubscriptionWithCancelException.NonFailureCancellation"/>.</param>
    void OnDownstreamFinish(Exception cause);
}

/// <summary>An inlet's handler whose completion completes, and whose failure fails, the stage.</summary>
public abstract class InHandler : IInHandler
{
    /// <inheritdoc/>
    public abstract void OnPush();

    /// <inheritdoc/>
    public virtual void OnUpstreamFinish() => GraphInterpreter.ActiveLogic.CompleteStage();

    /// <inheritdoc/>
    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.ActiveLogic.FailStage(e);
}

/// <summary>An outlet's handler whose cancellation cancels the stage.</summary>
public abstract class OutHandler : IOutHandler
{
    /// <inheritdoc/>
    public abstract void OnPull();

    /// <inheritdoc/>
    public virtual void OnDownstreamFinish(Exception cause) => GraphInterpreter.ActiveLogic.CancelStage(cause);
}

/// <summary>A handler of one inlet and one outlet.</summary>
public abstract class InAndOutHandler : IInHandler, IOutHandler
{
    /// <inheritdoc/>
    public abstract void OnPush();

    /// <inheritdoc/>
    public virtual void OnUpstreamFinish() => GraphInterpreter.ActiveLogic.CompleteStage();

    /// <inheritdoc/>
    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.ActiveLogic.FailStage(e);

    /// <inheritdoc/>
    public abstract void OnPull();

    /// <inheritdoc/>
    public virtual void OnDownstreamFinish(Exception cause) => GraphInterpreter.ActiveLogic.CancelStage(cause);
}

/// <summary>Input handler that ends the stage with its upstream and ignores elements.</summary>
public sealed class EagerTerminateInput : InHandler
{
    /// <summary>The one instance.</summary>
    public static readonly EagerTerminateInput Instance = new();

    private EagerTerminateInput() { }

    /// <inheritdoc/>
    public override void OnPush() { }
}

/// <summary>Input handler that outlives the completion of its upstream.</summary>
public sealed class IgnoreTerminateInput : InHandler
{
    /// <summary>The one instance.</summary>
    public static readonly IgnoreTerminateInput Instance = new();

    private IgnoreTerminateInput() { }

    /// <inheritdoc/>
    public override void OnPush() { }

    /// <inheritdoc/>
    public override void OnUpstreamFinish() { }
}

/// <summary>Input handler that completes the stage with its upstream when a condition holds.</summary>
public sealed class ConditionalTerminateInput(Func<bool> predicate) : InHandler
{
    /// <inheritdoc/>
    public override void OnPush() { }

    /// <inheritdoc/>
    public override void OnUpstreamFinish()
    {
        if (predicate()) GraphInterpreter.ActiveLogic.CompleteStage();
    }
}

/// <summary>Input handler that ignores completion and failure.</summary>
public sealed class TotallyIgnorantInput : InHandler
{
    /// <summary>The one instance.</summary>
    public static readonly TotallyIgnorantInput Instance = new();

    private TotallyIgnorantInput() { }

    /// <inheritdoc/>
    public override void OnPush() { }

    /// <inheritdoc/>
    public override void OnUpstreamFinish() { }

    /// <inheritdoc/>
    public override void OnUpstreamFailure(Exception e) { }
}

/// <summary>Output handler that ends the stage when downstream cancels.</summary>
public sealed class EagerTerminateOutput : OutHandler
{
    /// <summary>The one instance.</summary>
    public static readonly EagerTerminateOutput Instance = new();

    private EagerTerminateOutput() { }

    /// <inheritdoc/>
    public override void OnPull() { }
}

/// <summary>Output handler that outlives the cancellation of its downstream.</summary>
public sealed class IgnoreTerminateOutput : OutHandler
{
    /// <summary>The one instance.</summary>
    public static readonly IgnoreTerminateOutput Instance = new();

    private IgnoreTerminateOutput() { }

    /// <inheritdoc/>
    public override void OnPull() { }

    /// <inheritdoc/>
    public override void OnDownstreamFinish(Exception cause) { }
}

/// <summary>Output handler that cancels the stage with its downstream when a condition holds.</summary>
public sealed class ConditionalTerminateOutput(Func<bool> predicate) : OutHandler
{
    /// <inheritdoc/>
    public override void OnPull() { }

    /// <inheritdoc/>
    public override void OnDownstreamFinish(Exception cause)
    {
        if (predicate()) GraphInterpreter.ActiveLogic.CancelStage(cause);
    }
}

/// <summary>An inlet's handler made of delegates; those left out behave as in <see cref="InHandler"/>.</summary>
public sealed class LambdaInHandler(Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) : InHandler
{
    /// <inheritdoc/>
    public override void OnPush() => onPush();

    /// <inheritdoc/>
    public override void OnUpstreamFinish()
    {
        if (onUpstreamFinish is null) base.OnUpstreamFinish();
        else onUpstreamFinish();
    }

    /// <inheritdoc/>
    public override void OnUpstreamFailure(Exception e)
    {
        if (onUpstreamFailure is null) base.OnUpstreamFailure(e);
        else onUpstreamFailure(e);
    }
}

/// <summary>An outlet's handler made of delegates; those left out behave as in <see cref="OutHandler"/>.</summary>
public sealed class LambdaOutHandler(Action onPull, Action<Exception>? onDownstreamFinish = null) : OutHandler
{
    /// <inheritdoc/>
    public override void OnPull() => onPull();

    /// <inheritdoc/>
    public override void OnDownstreamFinish(Exception cause)
    {
        if (onDownstreamFinish is null) base.OnDownstreamFinish(cause);
        else onDownstreamFinish(cause);
    }
}
