using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: several streams.
public static partial class FlowOperations
{
    /// <summary>The other source after this one.</summary>
    public static Flow<TIn, TOut, TMat> Concat<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other) =>
        flow.Via(FanInFlow.With(new Concat<TOut>(2), other));

    /// <summary>The other source before this one.</summary>
    public static Flow<TIn, TOut, TMat> Prepend<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that) =>
        flow.Via(FanInFlow.WithFirst(new Concat<TOut>(2), that));

    /// <summary>Elements of both as they come.</summary>
    public static Flow<TIn, TOut, TMat> Merge<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, bool eagerComplete = false) =>
        flow.Via(FanInFlow.With(new Merge<TOut>(2, eagerComplete), other));

    /// <summary><paramref name="segmentSize"/> elements of each in turn.</summary>
    public static Flow<TIn, TOut, TMat> Interleave<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, int segmentSize) =>
        flow.Via(FanInFlow.With(new Interleave<TOut, TOut>(2, segmentSize), other));

    /// <summary>The other source, if this one ends without an element.</summary>
    public static Flow<TIn, TOut, TMat> OrElse<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> secondary) =>
        flow.Via(FanInFlow.With(new OrElse<TOut>(), secondary));

    /// <summary>Pairs of both.</summary>
    public static Flow<TIn, (TOut, TOut2), TMat> Zip<TIn, TOut, TOut2, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other) =>
        flow.Via(FanInFlow.With(new Zip<TOut, TOut2>(), other));

    /// <summary>Pairs of both, combined.</summary>
    public static Flow<TIn, TOut3, TMat> ZipWith<TIn, TOut, TOut2, TOut3, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TOut, TOut2, TOut3> combine) =>
        flow.Via(FanInFlow.With(new ZipWith<TOut, TOut2, TOut3>(combine), other));

    /// <summary>Pairs of elements and their positions, from 0.</summary>
    public static Flow<TIn, (TOut, long), TMat> ZipWithIndex<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow) =>
        flow.StatefulSelectMany<TIn, TOut, (TOut, long), TMat>(() => { var index = 0L; return element => [(element, index++)]; });

    /// <summary>Every element also to a sink; as fast as the slower of both.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Via(FanOutFlow.With(new Broadcast<TOut>(2, true), that));

    /// <summary>Elements also to a sink, when that waits.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Via(FanOutFlow.With(new WireTap<TOut>(), that));

    /// <summary>Calls an action with each element, in passing.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Action<TOut> action) =>
        flow.WireTap(Sink.ForEach(action));

    /// <summary>Elements that match to a sink, the others on.</summary>
    public static Flow<TIn, TOut, TMat> DivertTo<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Predicate<TOut> when) =>
        flow.Via(FanOutFlow.With(new Partition<TOut>(2, element => when(element) ? 1 : 0, true), that));

    /// <summary>Runs the sources that the elements are made into, at most <paramref name="breadth"/> at a time, and emits what they emit as it comes.</summary>
    public static Flow<TIn, TOut2, TMat> MergeMany<TIn, TOut, TOut2, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, int breadth, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("MergeMany", _ => new FlattenMergeLogic<TOut, TOut2, TMat2>(breadth, flatten)));

    /// <summary>Runs the sources that the elements are made into one after another.</summary>
    public static Flow<TIn, TOut2, TMat> ConcatMany<TIn, TOut, TOut2, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.MergeMany(1, flatten);

    /// <summary>Every element also to a sink; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FanOutFlow.With(new Broadcast<TOut>(2, true), that), materializerFunction);

    /// <summary>The other source after this one; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> ConcatMaterialized<TIn, TOut, TMat, TMat2, TMat3>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new Concat<TOut>(2), that), materializedFunction);

    /// <summary>Elements of both as they come; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> MergeMaterialized<TIn, TOut, TMat, TMat2, TMat3>(this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> combine) =>
        flow.ViaMaterialized(FanInFlow.With(new Merge<TOut>(2, false), that), combine);
}
