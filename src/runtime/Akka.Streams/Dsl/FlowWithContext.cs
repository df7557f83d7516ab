using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A flow whose elements each carry a context along.</summary>
/// <typeparam name="TIn">Elements in.</typeparam>
/// <typeparam name="TCtxIn">Their contexts.</typeparam>
/// <typeparam name="TOut">Elements out.</typeparam>
/// <typeparam name="TCtxOut">Their contexts.</typeparam>
/// <typeparam name="TMat">What its runner gets.</typeparam>
public sealed class FlowWithContext<TIn, TCtxIn, TOut, TCtxOut, TMat> : IGraph<FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)>, TMat>
{
    private readonly Flow<(TIn, TCtxIn), (TOut, TCtxOut), TMat> _flow;

    internal FlowWithContext(Flow<(TIn, TCtxIn), (TOut, TCtxOut), TMat> flow) => _flow = flow;

    /// <inheritdoc/>
    public FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)> Shape => _flow.Shape;

    /// <inheritdoc/>
    public IModule Module => _flow.Module;

    /// <summary>Adds a flow of elements with contexts; keeps this flow's value.</summary>
    public FlowWithContext<TIn, TCtxIn, TOut2, TCtx2, TMat> Via<TCtx2, TOut2, TMat2>(IGraph<FlowShape<(TOut, TCtxOut), (TOut2, TCtx2)>, TMat2> viaFlow) =>
        new(_flow.Via(viaFlow));

    /// <summary>Adds a flow of elements with contexts; combines the values.</summary>
    public FlowWithContext<TIn, TCtxIn, TOut2, TCtx2, TMat3> ViaMaterialized<TCtx2, TOut2, TMat2, TMat3>(
        IGraph<FlowShape<(TOut, TCtxOut), (TOut2, TCtx2)>, TMat2> viaFlow, Func<TMat, TMat2, TMat3> combine) => new(_flow.ViaMaterialized(viaFlow, combine));

    /// <summary>The same flow with another value.</summary>
    public FlowWithContext<TIn, TCtxIn, TOut, TCtxOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> combine) => new(_flow.MapMaterializedValue(combine));

    /// <summary>The flow of pairs of element and context.</summary>
    public Flow<(TIn, TCtxIn), (TOut, TCtxOut), TMat> AsFlow() => _flow;

    /// <inheritdoc/>
    public IGraph<FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)>, TMat> WithAttributes(Attributes attributes) => _flow.WithAttributes(attributes);

    /// <inheritdoc/>
    public IGraph<FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)>, TMat> AddAttributes(Attributes attributes) => _flow.AddAttributes(attributes);

    /// <inheritdoc/>
    public IGraph<FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)>, TMat> Named(string name) => _flow.Named(name);

    /// <inheritdoc/>
    public IGraph<FlowShape<(TIn, TCtxIn), (TOut, TCtxOut)>, TMat> Async() => _flow.Async();
}

/// <summary>Makes flows with a context.</summary>
public static class FlowWithContext
{
    /// <summary>Hands elements and contexts on.</summary>
    public static FlowWithContext<TIn, TCtx, TIn, TCtx, NotUsed> Create<TIn, TCtx>() => From(Flow.Create<(TIn, TCtx)>());

    /// <summary>A flow of pairs of element and context.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut, TCtxOut, TMat> From<TIn, TCtxIn, TOut, TCtxOut, TMat>(Flow<(TIn, TCtxIn), (TOut, TCtxOut), TMat> flow) => new(flow);
}

/// <summary>Makes sources whose elements each carry a context along.</summary>
public static class SourceWithContext
{
    /// <summary>Of a source of pairs of element and context.</summary>
    public static SourceWithContext<TOut, TCtxOut, TMat> FromTuples<TOut, TCtxOut, TMat>(Source<(TOut, TCtxOut), TMat> source) => new(source);
}

/// <summary>A source whose elements each carry a context along.</summary>
/// <typeparam name="TOut">Elements.</typeparam>
/// <typeparam name="TCtx">Their contexts.</typeparam>
/// <typeparam name="TMat">What its runner gets.</typeparam>
public sealed class SourceWithContext<TOut, TCtx, TMat> : IGraph<SourceShape<(TOut, TCtx)>, TMat>
{
    private readonly Source<(TOut, TCtx), TMat> _source;

    /// <summary>The source of pairs of element and context.</summary>
    public SourceWithContext(Source<(TOut, TCtx), TMat> source) => _source = source;

    /// <inheritdoc/>
    public SourceShape<(TOut, TCtx)> Shape => _source.Shape;

    /// <inheritdoc/>
    public IModule Module => _source.Module;

    /// <summary>Adds a flow of elements with contexts; keeps this source's value.</summary>
    public SourceWithContext<TOut2, TCtx2, TMat> Via<TOut2, TCtx2, TMat2>(IGraph<FlowShape<(TOut, TCtx), (TOut2, TCtx2)>, TMat2> viaFlow) => new(_source.Via(viaFlow));

    /// <summary>Adds a flow of elements with contexts; combines the values.</summary>
    public SourceWithContext<TOut2, TCtx2, TMat3> ViaMaterialized<TOut2, TCtx2, TMat2, TMat3>(
        IGraph<FlowShape<(TOut, TCtx), (TOut2, TCtx2)>, TMat2> viaFlow, Func<TMat, TMat2, TMat3> combine) => new(_source.ViaMaterialized(viaFlow, combine));

    /// <summary>Closes the source with a sink of pairs; keeps the source's value.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<(TOut, TCtx)>, TMat2> sink) => _source.To(sink);

    /// <summary>Closes the source with a sink of pairs; combines the values.</summary>
    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<(TOut, TCtx)>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        _source.ToMaterialized(sink, combine);

    /// <summary>Runs into a sink of pairs; returns the sink's value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<(TOut, TCtx)>, TMat2> sink, IMaterializer materializer) => _source.RunWith(sink, materializer);

    /// <summary>The same source with another value.</summary>
    public SourceWithContext<TOut, TCtx, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> combine) => new(_source.MapMaterializedValue(combine));

    /// <summary>The source of pairs of element and context.</summary>
    public Source<(TOut, TCtx), TMat> AsSource() => _source;

    /// <inheritdoc/>
    public IGraph<SourceShape<(TOut, TCtx)>, TMat> WithAttributes(Attributes attributes) => _source.WithAttributes(attributes);

    /// <inheritdoc/>
    public IGraph<SourceShape<(TOut, TCtx)>, TMat> AddAttributes(Attributes attributes) => _source.AddAttributes(attributes);

    /// <inheritdoc/>
    public IGraph<SourceShape<(TOut, TCtx)>, TMat> Named(string name) => _source.Named(name);

    /// <inheritdoc/>
    public IGraph<SourceShape<(TOut, TCtx)>, TMat> Async() => _source.Async();
}
