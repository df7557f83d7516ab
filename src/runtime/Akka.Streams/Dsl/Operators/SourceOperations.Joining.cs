using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of sources: several streams.
public static partial class SourceOperations
{
    /// <summary>The other source after this one.</summary>
    public static Source<TOut, TMat> Concat<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other) =>
        flow.Via(FanInFlow.With(new Concat<TOut>(2), other));

    /// <summary>The other source before this one.</summary>
    public static Source<TOut, TMat> Prepend<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that) =>
        flow.Via(FanInFlow.WithFirst(new Concat<TOut>(2), that));

    /// <summary>Elements of both as they come.</summary>
    public static Source<TOut, TMat> Merge<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, bool eagerComplete = false) =>
        flow.Via(FanInFlow.With(new Merge<TOut>(2, eagerComplete), other));

    /// <summary><paramref name="segmentSize"/> elements of each in turn.</summary>
    public static Source<TOut, TMat> Interleave<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, int segmentSize) =>
        flow.Via(FanInFlow.With(new Interleave<TOut, TOut>(2, segmentSize), other));

    /// <summary>The other source, if this one ends without an element.</summary>
    public static Source<TOut, TMat> OrElse<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> secondary) =>
        flow.Via(FanInFlow.With(new OrElse<TOut>(), secondary));

    /// <summary>Pairs of both.</summary>
    public static Source<(TOut, TOut2), TMat> Zip<TOut, TOut2, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other) =>
        flow.Via(FanInFlow.With(new Zip<TOut, TOut2>(), other));

    /// <summary>Pairs of both, combined.</summary>
    public static Source<TOut3, TMat> ZipWith<TOut, TOut2, TOut3, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TOut, TOut2, TOut3> combine) =>
        flow.Via(FanInFlow.With(new ZipWith<TOut, TOut2, TOut3>(combine), other));

    /// <summary>Pairs of elements and their positions, from 0.</summary>
    public static Source<(TOut, long), TMat> ZipWithIndex<TOut, TMat>(this Source<TOut, TMat> flow) =>
        flow.StatefulSelectMany<TOut, (TOut, long), TMat>(() => { var index = 0L; return element => [(element, index++)]; });

    /// <summary>Every element also to a sink; as fast as the slower of both.</summary>
    public static Source<TOut, TMat> AlsoTo<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Via(FanOutFlow.With(new Broadcast<TOut>(2, true), that));

    /// <summary>Elements also to a sink, when that waits.</summary>
    public static Source<TOut, TMat> WireTap<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Via(FanOutFlow.With(new WireTap<TOut>(), that));

    /// <summary>Calls an action with each element, in passing.</summary>
    public static Source<TOut, TMat> WireTap<TOut, TMat>(this Source<TOut, TMat> flow, Action<TOut> action) =>
        flow.WireTap(Sink.ForEach(action));

    /// <summary>Elements that match to a sink, the others on.</summary>
    public static Source<TOut, TMat> DivertTo<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Predicate<TOut> when) =>
        flow.Via(FanOutFlow.With(new Partition<TOut>(2, element => when(element) ? 1 : 0, true), that));

    /// <summary>Runs the sources that the elements are made into, at most <paramref name="breadth"/> at a time, and emits what they emit as it comes.</summary>
    public static Source<TOut2, TMat> MergeMany<TOut, TOut2, TMat, TMat2>(this Source<TOut, TMat> flow, int breadth, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("MergeMany", _ => new FlattenMergeLogic<TOut, TOut2, TMat2>(breadth, flatten)));

    /// <summary>Runs the sources that the elements are made into one after another.</summary>
    public static Source<TOut2, TMat> ConcatMany<TOut, TOut2, TMat, TMat2>(this Source<TOut, TMat> flow, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.MergeMany(1, flatten);

    /// <summary>Every element also to a sink; combines the values.</summary>
    public static Source<TOut, TMat3> AlsoToMaterialized<TOut, TMat, TMat2, TMat3>(this Source<TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FanOutFlow.With(new Broadcast<TOut>(2, true), that), materializerFunction);

    /// <summary>The other source after this one; combines the values.</summary>
    public static Source<TOut, TMat3> ConcatMaterialized<TOut, TMat, TMat2, TMat3>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new Concat<TOut>(2), that), materializedFunction);

    /// <summary>Elements of both as they come; combines the values.</summary>
    public static Source<TOut, TMat3> MergeMaterialized<TOut, TMat, TMat2, TMat3>(this Source<TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> combine) =>
        flow.ViaMaterialized(FanInFlow.With(new Merge<TOut>(2, false), that), combine);
}
