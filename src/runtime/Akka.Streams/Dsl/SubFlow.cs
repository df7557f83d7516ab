using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A stream of streams: what is added to it is added to each of them, until they are merged again or end in a sink.</summary>
/// <typeparam name="TOut">Elements of the sub-streams.</typeparam>
/// <typeparam name="TMat">Value of the stream that was split.</typeparam>
/// <typeparam name="TClosed">What <see cref="To"/> gives: a runnable graph for a source, a sink for a flow.</typeparam>
public abstract class SubFlow<TOut, TMat, TClosed> : IFlow<TOut, TMat>
{
    /// <summary>Ends every sub-stream in a sink, which is run once for each.</summary>
    public abstract TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink);

    /// <summary>The elements of all sub-streams as they come.</summary>
    public virtual IFlow<TOut, TMat> MergeSubstreams() => MergeSubstreamsWithParallelism(int.MaxValue);

    /// <summary>The elements of at most so many sub-streams at a time as they come; the next one waits.</summary>
    public abstract IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism);

    /// <summary>One sub-stream after another. It stands still when the first one never ends.</summary>
    public virtual IFlow<TOut, TMat> ConcatSubstream() => MergeSubstreamsWithParallelism(1);

    /// <summary>Adds a flow to every sub-stream.</summary>
    public IFlow<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => Then(flow);

    /// <summary>Adds a flow to every sub-stream; there is no one value to combine with, so the stream's own is kept.</summary>
    public IFlow<T2, TMat3> ViaMaterialized<T2, TMat2, TMat3>(IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        throw new NotSupportedException("A sub-flow has one value for each of its streams; none can be combined with that of the whole.");

    /// <summary>Not for sub-flows: map the value of the stream before it is split, or after it is merged.</summary>
    public IFlow<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        throw new NotSupportedException("A sub-flow has one value for each of its streams; map it before the split or after the merge.");

    internal abstract SubFlow<T2, TMat, TClosed> Then<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow);
}

/// <summary>The sub-streams of a split stream with the flow that each of them goes through.</summary>
internal sealed class SubFlowImpl<TIn, TOut, TMat, TClosed>(
    Flow<TIn, TOut, NotUsed> flow, IMergeBack<TIn, TMat> merge, Func<Sink<TIn, NotUsed>, TClosed> finish) : SubFlow<TOut, TMat, TClosed>
{
    public override TClosed To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => finish(flow.To(sink));

    public override IFlow<TOut, TMat> MergeSubstreamsWithParallelism(int parallelism)
    {
        Require.Positive(parallelism);
        return merge.Apply(flow, parallelism);
    }

    internal override SubFlow<T2, TMat, TClosed> Then<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> next) =>
        new SubFlowImpl<TIn, T2, TMat, TClosed>(flow.Via(next), merge, finish);
}

/// <summary>Runs each sub-stream through a flow and merges what comes out.</summary>
internal interface IMergeBack<TIn, TMat>
{
    IFlow<T, TMat> Apply<T>(Flow<TIn, T, NotUsed> flow, int breadth);
}

/// <summary>The two kinds of streams that can be split.</summary>
internal static class SubFlows
{
    internal static SubFlow<T, TMat, IRunnableGraph<TMat>> Of<T, TMat>(Source<T, TMat> source, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> split)
    {
        var streams = source.Via(split);
        return new SubFlowImpl<T, T, TMat, IRunnableGraph<TMat>>(Flow.Create<T>(), new OfSource<T, TMat>(streams), sink => streams.To(RunEach(sink)));
    }

    internal static SubFlow<T, TMat, Sink<TIn, TMat>> Of<TIn, T, TMat>(Flow<TIn, T, TMat> flow, IGraph<FlowShape<T, Source<T, NotUsed>>, NotUsed> split)
    {
        var streams = flow.Via(split);
        return new SubFlowImpl<T, T, TMat, Sink<TIn, TMat>>(Flow.Create<T>(), new OfFlow<TIn, T, TMat>(streams), sink => streams.To(RunEach(sink)));
    }

    private static Sink<Source<T, NotUsed>, Task<Done>> RunEach<T>(Sink<T, NotUsed> sink) =>
        Sink.ForEach<Source<T, NotUsed>>(source => source.RunWith(sink, GraphInterpreter.Current!.SubFusing));

    private sealed class OfSource<TIn, TMat>(Source<Source<TIn, NotUsed>, TMat> streams) : IMergeBack<TIn, TMat>
    {
        public IFlow<T, TMat> Apply<T>(Flow<TIn, T, NotUsed> flow, int breadth) => streams.MergeMany(breadth, source => source.Via(flow));
    }

    private sealed class OfFlow<TOuter, TIn, TMat>(Flow<TOuter, Source<TIn, NotUsed>, TMat> streams) : IMergeBack<TIn, TMat>
    {
        public IFlow<T, TMat> Apply<T>(Flow<TIn, T, NotUsed> flow, int breadth) => streams.MergeMany(breadth, source => source.Via(flow));
    }
}
