using System.Collections.Immutable;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: streams of streams, and a look at a stream that runs.
public static partial class FlowOperations
{
    /// <summary>A sub-stream for each key; see <see cref="SubFlow{TOut, TMat, TClosed}"/>.</summary>
    /// <param name="flow">The stream to split.</param>
    /// <param name="maxSubstreams">More keys than this fail the stream.</param>
    /// <param name="groupingFunc">The key of an element; never null.</param>
    /// <param name="allowClosedSubstreamRecreation">A sub-stream that was cancelled is opened again by the next element of its key; else those are dropped.</param>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> GroupBy<TIn, TOut, TMat, TKey>(this Flow<TIn, TOut, TMat> flow, int maxSubstreams, Func<TOut, TKey> groupingFunc, bool allowClosedSubstreamRecreation = false)
        where TKey : notnull
    {
        Require.Positive(maxSubstreams);
        return SubFlows.Of(flow, new FlowStageOf<TOut, Source<TOut, NotUsed>>("GroupBy", a => new GroupByLogic<TOut, TKey>(maxSubstreams, groupingFunc, allowClosedSubstreamRecreation, a)));
    }

    /// <summary>A new sub-stream begins with each element that matches.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitWhen<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitWhen(SubstreamCancelStrategy.Drain, predicate);

    /// <summary>A new sub-stream begins with each element that matches.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitWhen<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        SubFlows.Of(flow, new FlowStageOf<TOut, Source<TOut, NotUsed>>("SplitWhen", _ => new SplitLogic<TOut>(predicate, false, substreamCancelStrategy == SubstreamCancelStrategy.Propagate)));

    /// <summary>A sub-stream ends with each element that matches.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitAfter<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> predicate) =>
        flow.SplitAfter(SubstreamCancelStrategy.Drain, predicate);

    /// <summary>A sub-stream ends with each element that matches.</summary>
    public static SubFlow<TOut, TMat, Sink<TIn, TMat>> SplitAfter<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, SubstreamCancelStrategy substreamCancelStrategy, Func<TOut, bool> predicate) =>
        SubFlows.Of(flow, new FlowStageOf<TOut, Source<TOut, NotUsed>>("SplitAfter", _ => new SplitLogic<TOut>(predicate, true, substreamCancelStrategy == SubstreamCancelStrategy.Propagate)));

    /// <summary>One element: the first <paramref name="n"/> elements, with a source of those that follow.</summary>
    public static Flow<TIn, (IImmutableList<TOut>, Source<TOut, NotUsed>), TMat> PrefixAndTail<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int n) =>
        flow.Via(new FlowStageOf<TOut, (IImmutableList<TOut>, Source<TOut, NotUsed>)>("PrefixAndTail", _ => new PrefixAndTailLogic<TOut>(n)));

    /// <summary>A look, from outside, at the last signal of the stream.</summary>
    public static Flow<TIn, TOut, TMat2> Monitor<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, Func<TMat, IFlowMonitor, TMat2> combine) =>
        flow.ViaMaterialized(new MonitorStage<TOut>(), combine);

    /// <summary>Elements of both in order, when both are ordered.</summary>
    public static Flow<TIn, TOut, TMat> MergeSorted<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, Func<TOut, TOut, int> orderFunc) =>
        flow.Via(Implementation.FanInFlow.With(new MergeSorted<TOut>(orderFunc), other));

    /// <summary>Elements of both in order, when both are ordered.</summary>
    public static Flow<TIn, TOut, TMat> MergeSorted<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, IComparer<TOut> comparer) =>
        flow.MergeSorted(other, comparer.Compare);

    /// <summary>Elements of both in order, when both are ordered.</summary>
    public static Flow<TIn, TOut, TMat> MergeSorted<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other)
        where TOut : IComparable<TOut> => flow.MergeSorted(other, static (left, right) => left.CompareTo(right));
}
