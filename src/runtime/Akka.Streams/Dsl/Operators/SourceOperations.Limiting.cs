using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of sources: how many elements pass.
public static partial class SourceOperations
{
    /// <summary>The first <paramref name="n"/> elements, then completion.</summary>
    public static Source<TOut, TMat> Take<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Take", _ => new TakeLogic<TOut>(n)));

    /// <summary>Elements up to the first that does not match, which is emitted too if <paramref name="inclusive"/>.</summary>
    public static Source<TOut, TMat> TakeWhile<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new FlowStageOf<TOut, TOut>("TakeWhile", a => new TakeWhileLogic<TOut>(predicate, inclusive, a)));

    /// <summary>Completes after <paramref name="duration"/>.</summary>
    public static Source<TOut, TMat> TakeWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new FlowStageOf<TOut, TOut>("TakeWithin", _ => new TakeWithinLogic<TOut>(duration)));

    /// <summary>All but the first <paramref name="n"/> elements.</summary>
    public static Source<TOut, TMat> Skip<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Skip", _ => new SkipLogic<TOut>(n)));

    /// <summary>Elements from the first that does not match.</summary>
    public static Source<TOut, TMat> SkipWhile<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new FlowStageOf<TOut, TOut>("SkipWhile", a => new SkipWhileLogic<TOut>(predicate, a)));

    /// <summary>Drops what comes within <paramref name="duration"/>.</summary>
    public static Source<TOut, TMat> SkipWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new FlowStageOf<TOut, TOut>("SkipWithin", _ => new SkipWithinLogic<TOut>(duration)));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> after <paramref name="max"/> elements.</summary>
    public static Source<TOut, TMat> Limit<TOut, TMat>(this Source<TOut, TMat> flow, long max) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Limit", a => new LimitLogic<TOut>(max, static _ => 1, a)));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when the elements cost more than <paramref name="max"/>.</summary>
    public static Source<TOut, TMat> LimitWeighted<TOut, TMat>(this Source<TOut, TMat> flow, long max, Func<TOut, long> costFunc) =>
        flow.Via(new FlowStageOf<TOut, TOut>("LimitWeighted", a => new LimitLogic<TOut>(max, costFunc, a)));
}
