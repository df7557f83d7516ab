using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: time.
public static partial class FlowOperations
{
    /// <summary>At most <paramref name="elements"/> elements per <paramref name="per"/>, after a burst of <paramref name="maximumBurst"/>.</summary>
    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Throttle(elements, per, maximumBurst, static _ => 1, mode);

    /// <summary>Elements of at most <paramref name="cost"/> per <paramref name="per"/>, after a burst of <paramref name="maximumBurst"/>.</summary>
    public static Flow<TIn, TOut, TMat> Throttle<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int cost, TimeSpan per, int maximumBurst, Func<TOut, int> calculateCost, ThrottleMode mode)
    {
        Require.Positive(cost);
        Require.Positive(per);
        Require.Burst(maximumBurst, mode);
        return flow.Via(new FlowStageOf<TOut, TOut>("Throttle", _ => new ThrottleLogic<TOut>(cost, per, maximumBurst, calculateCost, mode)));
    }

    /// <summary>Fails with <see cref="TimeoutException"/> when the first element is late.</summary>
    public static Flow<TIn, TOut, TMat> InitialTimeout<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new FlowStageOf<TOut, TOut>("InitialTimeout", _ => new InitialTimeoutLogic<TOut>(timeout)));

    /// <summary>Fails with <see cref="TimeoutException"/> when the stream is not complete in time.</summary>
    public static Flow<TIn, TOut, TMat> CompletionTimeout<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new FlowStageOf<TOut, TOut>("CompletionTimeout", _ => new CompletionTimeoutLogic<TOut>(timeout)));

    /// <summary>Fails with <see cref="TimeoutException"/> when no element passes for so long.</summary>
    public static Flow<TIn, TOut, TMat> IdleTimeout<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new FlowStageOf<TOut, TOut>("IdleTimeout", _ => new IdleTimeoutLogic<TOut>(timeout)));

    /// <summary>Fails with <see cref="TimeoutException"/> when there is no demand for so long.</summary>
    public static Flow<TIn, TOut, TMat> BackpressureTimeout<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new FlowStageOf<TOut, TOut>("BackpressureTimeout", _ => new BackpressureTimeoutLogic<TOut>(timeout)));

    /// <summary>Lets nothing through before <paramref name="delay"/> has passed.</summary>
    public static Flow<TIn, TOut, TMat> InitialDelay<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan delay) =>
        flow.Via(new FlowStageOf<TOut, TOut>("InitialDelay", _ => new InitialDelayLogic<TOut>(delay)));

    /// <summary>Moves each element by <paramref name="of"/>.</summary>
    public static Flow<TIn, TOut, TMat> Delay<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Delay", a => new DelayLogic<TOut>(of, strategy ?? DelayOverflowStrategy.DropTail, a)));

    /// <summary>Injects an element when upstream has been silent for <paramref name="timeout"/> and downstream waits.</summary>
    public static Flow<TIn, TOut, TMat> KeepAlive<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TimeSpan timeout, Func<TOut> injectElement) =>
        flow.Via(new FlowStageOf<TOut, TOut>("KeepAlive", _ => new KeepAliveLogic<TOut>(timeout, injectElement)));
}
