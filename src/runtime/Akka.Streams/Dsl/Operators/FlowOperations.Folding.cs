using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: folds.
public static partial class FlowOperations
{
    /// <summary>The running fold, beginning with <paramref name="zero"/>.</summary>
    public static Flow<TIn, TOut2, TMat> Scan<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, TOut2> scan) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Scan", a => new ScanLogic<TOut, TOut2>(zero, scan, a)));

    /// <summary>The running fold by tasks, beginning with <paramref name="zero"/>.</summary>
    public static Flow<TIn, TOut2, TMat> ScanAsync<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> scan) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("ScanAsync", a => new AsyncFoldLogic<TOut, TOut2>(zero, scan, true, a)));

    /// <summary>The fold of all elements, when upstream completes.</summary>
    public static Flow<TIn, TOut2, TMat> Aggregate<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, TOut2> fold) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Aggregate", a => new AggregateLogic<TOut, TOut2>(zero, fold, a)));

    /// <summary>The fold of all elements by tasks, when upstream completes.</summary>
    public static Flow<TIn, TOut2, TMat> AggregateAsync<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> fold) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("AggregateAsync", a => new AsyncFoldLogic<TOut, TOut2>(zero, fold, false, a)));

    /// <summary>The elements combined pairwise; fails with <see cref="NoSuchElementException"/> on an empty stream.</summary>
    public static Flow<TIn, TOut, TMat> Sum<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Sum", a => new SumLogic<TOut>(reduce, a)));
}
