using System.Collections.Immutable;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: several streams, with both values or with an order of preference.
public static partial class FlowOperations
{
    /// <summary><paramref name="segmentSize"/> elements of each in turn; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> InterleaveMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, int segmentSize, Func<TMat, TMat2, TMat3> materializerFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new Interleave<TOut, TOut>(2, segmentSize), other), materializerFunction);

    /// <summary>The other source, if this one ends without an element; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> OrElseMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> secondary, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new OrElse<TOut>(), secondary), materializedFunction);

    /// <summary>The other source before this one; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> PrependMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.WithFirst(new Concat<TOut>(2), that), materializedFunction);

    /// <summary>Elements that match to a sink, the others on; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> DivertToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Predicate<TOut> when, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanOutFlow.With(new Partition<TOut>(2, element => when(element) ? 1 : 0, true), that), materializedFunction);

    /// <summary>Elements also to a sink, when that waits; combines the values.</summary>
    public static Flow<TIn, TOut, TMat3> WireTapMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SinkShape<TOut>, TMat2> that, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanOutFlow.With(new WireTap<TOut>(), that), materializedFunction);

    /// <summary>Pairs of both; combines the values.</summary>
    public static Flow<TIn, (TOut, TOut2), TMat3> ZipMaterialized<TIn, TOut, TOut2, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new Zip<TOut, TOut2>(), other), materializedFunction);

    /// <summary>Pairs of both, combined; combines the values.</summary>
    public static Flow<TIn, TOut3, TMat3> ZipWithMaterialized<TIn, TOut, TOut2, TOut3, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TOut, TOut2, TOut3> combine, Func<TMat, TMat2, TMat3> materializedFunction) =>
        flow.ViaMaterialized(FanInFlow.With(new ZipWith<TOut, TOut2, TOut3>(combine), other), materializedFunction);

    /// <summary>Elements of both as they come; of this one first, or with <paramref name="preferred"/> of the other, when both have one.</summary>
    public static Flow<TIn, TOut, TMat> MergePreferred<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, bool preferred = false, bool eagerComplete = false) =>
        flow.Via(FanInFlow.Preferring(new MergePreferred<TOut>(1, eagerComplete), other, preferred));

    /// <summary>Elements of both as they come; when both have one, in proportion to the priorities.</summary>
    public static Flow<TIn, TOut, TMat> MergePrioritized<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, int leftPriority, int rightPriority, bool eagerComplete = false) =>
        flow.Via(FanInFlow.With(new MergePrioritized<TOut>([leftPriority, rightPriority], eagerComplete), other));

    /// <summary>The latest elements of both, for each new one, once both have had one.</summary>
    public static Flow<TIn, IImmutableList<TOut>, TMat> MergeLatest<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut>, TMat2> other, bool eagerComplete = false) =>
        flow.Via(FanInFlow.Joining(new MergeLatest<TOut>(2, eagerComplete), other));

    /// <summary>The latest elements of both as pairs, for each new one, once both have had one.</summary>
    public static Flow<TIn, (TOut, TOut2), TMat> ZipLatest<TIn, TOut, TOut2, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, bool eagerComplete = true) =>
        flow.Via(FanInFlow.With(new ZipLatest<TOut, TOut2>(eagerComplete), other));

    /// <summary>The latest elements of both, combined, for each new one, once both have had one.</summary>
    public static Flow<TIn, TOut3, TMat> ZipLatestWith<TIn, TOut, TOut2, TOut3, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TOut, TOut2, TOut3> combine, bool eagerComplete = true) =>
        flow.Via(FanInFlow.With(new ZipLatestWith<TOut, TOut2, TOut3>(combine, eagerComplete), other));

    /// <summary>Fetches one element ahead of demand.</summary>
    public static Flow<TIn, TOut, TMat> Detach<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Detacher", static _ => new DetacherLogic<TOut>()));
}
