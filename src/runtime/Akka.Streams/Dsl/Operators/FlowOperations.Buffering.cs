using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: different speeds.
public static partial class FlowOperations
{
    /// <summary>A buffer of <paramref name="size"/> elements, filled ahead of demand.</summary>
    public static Flow<TIn, TOut, TMat> Buffer<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int size, OverflowStrategy strategy)
    {
        Require.Positive(size);
        return flow.Via(new FlowStageOf<TOut, TOut>("Buffer", _ => new BufferLogic<TOut>(size, strategy)));
    }

    /// <summary>Folds elements together while downstream is slower, at most <paramref name="max"/>.</summary>
    public static Flow<TIn, TOut2, TMat> Batch<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Batch", a => new BatchLogic<TOut, TOut2>(max, static _ => 1, seed, aggregate, a)));

    /// <summary>Folds elements together while downstream is slower, up to a weight of <paramref name="max"/>.</summary>
    public static Flow<TIn, TOut2, TMat> BatchWeighted<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("BatchWeighted", a => new BatchLogic<TOut, TOut2>(max, costFunction, seed, aggregate, a)));

    /// <summary>Folds elements together while downstream is slower, without a limit.</summary>
    public static Flow<TIn, TOut2, TMat> ConflateWithSeed<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("ConflateWithSeed", a => new BatchLogic<TOut, TOut2>(1, static _ => 0, seed, aggregate, a)));

    /// <summary>Combines elements while downstream is slower, without a limit.</summary>
    public static Flow<TIn, TOut, TMat> Conflate<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.ConflateWithSeed(static element => element, aggregate);

    /// <summary>Makes further elements of the last one while upstream is slower.</summary>
    public static Flow<TIn, TOut2, TMat> Expand<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, IEnumerator<TOut2>> extrapolate) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Expand", _ => new ExpandLogic<TOut, TOut2>(extrapolate)));
}
