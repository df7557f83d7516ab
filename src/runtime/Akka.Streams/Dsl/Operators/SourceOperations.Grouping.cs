using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of sources: lists of elements.
public static partial class SourceOperations
{
    /// <summary>Lists of <paramref name="n"/> elements; the last may be shorter.</summary>
    public static Source<IEnumerable<TOut>, TMat> Grouped<TOut, TMat>(this Source<TOut, TMat> flow, int n)
    {
        Require.Positive(n);
        return flow.Via(new FlowStageOf<TOut, IEnumerable<TOut>>("Grouped", _ => new GroupedLogic<TOut>(n)));
    }

    /// <summary>Lists of at most <paramref name="n"/> elements that came within <paramref name="timeout"/>; never an empty one.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(this Source<TOut, TMat> flow, int n, TimeSpan timeout)
    {
        Require.Positive(n);
        Require.Positive(timeout);
        return flow.Via(new FlowStageOf<TOut, IEnumerable<TOut>>("GroupedWithin", _ => new GroupedWithinLogic<TOut>(long.MaxValue, n, static _ => 0, timeout)));
    }

    /// <summary>Lists that weigh at most <paramref name="maxWeight"/> and came within <paramref name="interval"/>.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(this Source<TOut, TMat> flow, long maxWeight, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(new FlowStageOf<TOut, IEnumerable<TOut>>("GroupedWeightedWithin", _ => new GroupedWithinLogic<TOut>(maxWeight, int.MaxValue, costFn, interval)));

    /// <summary>Windows of <paramref name="n"/> elements, each <paramref name="step"/> further.</summary>
    public static Source<IEnumerable<TOut>, TMat> Sliding<TOut, TMat>(this Source<TOut, TMat> flow, int n, int step = 1)
    {
        Require.Positive(n);
        Require.Positive(step);
        return flow.Via(new FlowStageOf<TOut, IEnumerable<TOut>>("Sliding", _ => new SlidingLogic<TOut>(n, step)));
    }

    /// <summary>Puts an element between the elements.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(this Source<TOut, TMat> flow, TOut inject) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Intersperse", _ => new IntersperseLogic<TOut>(false, inject, inject, inject)));

    /// <summary>Puts an element between the elements, one before the first and one after the last.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(this Source<TOut, TMat> flow, TOut start, TOut inject, TOut end) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Intersperse", _ => new IntersperseLogic<TOut>(true, start, inject, end)));
}
