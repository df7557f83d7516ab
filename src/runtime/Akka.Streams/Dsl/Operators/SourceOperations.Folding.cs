using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of sources: folds.
public static partial class SourceOperations
{
    /// <summary>The running fold, beginning with <paramref name="zero"/>.</summary>
    public static Source<TOut2, TMat> Scan<TOut, TOut2, TMat>(this Source<TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, TOut2> scan) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Scan", a => new ScanLogic<TOut, TOut2>(zero, scan, a)));

    /// <summary>The running fold by tasks, beginning with <paramref name="zero"/>.</summary>
    public static Source<TOut2, TMat> ScanAsync<TOut, TOut2, TMat>(this Source<TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> scan) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("ScanAsync", a => new AsyncFoldLogic<TOut, TOut2>(zero, scan, true, a)));

    /// <summary>The fold of all elements, when upstream completes.</summary>
    public static Source<TOut2, TMat> Aggregate<TOut, TOut2, TMat>(this Source<TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, TOut2> fold) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Aggregate", a => new AggregateLogic<TOut, TOut2>(zero, fold, a)));

    /// <summary>The fold of all elements by tasks, when upstream completes.</summary>
    public static Source<TOut2, TMat> AggregateAsync<TOut, TOut2, TMat>(this Source<TOut, TMat> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> fold) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("AggregateAsync", a => new AsyncFoldLogic<TOut, TOut2>(zero, fold, false, a)));

    /// <summary>The elements combined pairwise; fails with <see cref="NoSuchElementException"/> on an empty stream.</summary>
    public static Source<TOut, TMat> Sum<TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Sum", a => new SumLogic<TOut>(reduce, a)));
}
