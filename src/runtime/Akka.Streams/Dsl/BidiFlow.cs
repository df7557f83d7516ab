using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Two flows of opposite direction, as one layer of a protocol: out through the top, back through the bottom.</summary>
public sealed class BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> : IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat>
{
    private readonly GraphModule _module;

    internal BidiFlow(BidiShape<TIn1, TOut1, TIn2, TOut2> shape, GraphModule module)
    {
        Shape = shape;
        _module = module;
    }

    /// <inheritdoc/>
    public BidiShape<TIn1, TOut1, TIn2, TOut2> Shape { get; }

    /// <inheritdoc/>
    public IModule Module => _module;

    /// <summary>This layer on top of another; keeps this layer's value.</summary>
    public BidiFlow<TIn1, TOut12, TIn21, TOut2, TMat> Atop<TOut12, TIn21, TMat2>(BidiFlow<TOut1, TOut12, TIn21, TIn2, TMat2> bidi) =>
        AtopMaterialized(bidi, Keep.Left);

    /// <summary>This layer on top of another; combines the values.</summary>
    public BidiFlow<TIn1, TOut12, TIn21, TOut2, TMat3> AtopMaterialized<TOut12, TIn21, TMat2, TMat3>(BidiFlow<TOut1, TOut12, TIn21, TIn2, TMat2> bidi, Func<TMat, TMat2, TMat3> combine) => new(
        new BidiShape<TIn1, TOut12, TIn21, TOut2>(Shape.Inlet1, bidi.Shape.Outlet1, bidi.Shape.Inlet2, Shape.Outlet2),
        new CompositeModule(
            [_module, bidi._module],
            [new Wire(new PortRef(0, 0), new PortRef(1, 0)), new Wire(new PortRef(1, 1), new PortRef(0, 1))],
            [new PortRef(0, 0), new PortRef(1, 1)], [new PortRef(1, 0), new PortRef(0, 1)],
            ModuleExtensions.Combine(combine), Attributes.None));

    /// <summary>Closes the bottom with a flow; keeps this layer's value.</summary>
    public Flow<TIn1, TOut2, TMat> Join<TMat2>(Flow<TOut1, TIn2, TMat2> flow) => JoinMaterialized(flow, Keep.Left);

    /// <summary>Closes the bottom with a flow; combines the values.</summary>
    public Flow<TIn1, TOut2, TMatRes> JoinMaterialized<TMat2, TMatRes>(Flow<TOut1, TIn2, TMat2> flow, Func<TMat, TMat2, TMatRes> combine) => new(
        new FlowShape<TIn1, TOut2>(Shape.Inlet1, Shape.Outlet2),
        new CompositeModule(
            [_module, ModuleExtensions.Of(flow)],
            [new Wire(new PortRef(0, 0), new PortRef(1, 0)), new Wire(new PortRef(1, 0), new PortRef(0, 1))],
            [new PortRef(0, 0)], [new PortRef(0, 1)],
            ModuleExtensions.Combine(combine), Attributes.None));

    /// <summary>The same layer upside down.</summary>
    public BidiFlow<TIn2, TOut2, TIn1, TOut1, TMat> Reversed() => new(
        new BidiShape<TIn2, TOut2, TIn1, TOut1>(Shape.Inlet2, Shape.Outlet2, Shape.Inlet1, Shape.Outlet1),
        new CompositeModule([_module], [], [new PortRef(0, 1), new PortRef(0, 0)], [new PortRef(0, 1), new PortRef(0, 0)], CompositeModule.First, Attributes.None));

    /// <summary>The same layer with another value.</summary>
    public BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Shape, ModuleExtensions.MapValue(_module, Shape, mapFunc));

    /// <inheritdoc/>
    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> WithAttributes(Attributes attributes) =>
        new BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat>(Shape, _module.With(attributes));

    /// <inheritdoc/>
    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> AddAttributes(Attributes attributes) => WithAttributes(_module.Attributes.And(attributes));

    /// <inheritdoc/>
    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <inheritdoc/>
    public IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());
}

/// <summary>Makes bidirectional flows.</summary>
public static class BidiFlow
{
    /// <summary>Hands elements on in both directions.</summary>
    public static BidiFlow<T1, T1, T2, T2, NotUsed> Identity<T1, T2>() => FromFlows(Flow.Create<T1>(), Flow.Create<T2>());

    /// <summary>A graph of this shape as a bidirectional flow.</summary>
    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> FromGraph<TIn1, TOut1, TIn2, TOut2, TMat>(IGraph<BidiShape<TIn1, TOut1, TIn2, TOut2>, TMat> graph) =>
        graph as BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> ?? new BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat>(graph.Shape, ModuleExtensions.Of(graph));

    /// <summary>Two flows; combines their values.</summary>
    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, TMat> FromFlowsMat<TIn1, TOut1, TIn2, TOut2, TMat1, TMat2, TMat>(
        IGraph<FlowShape<TIn1, TOut1>, TMat1> flow1, IGraph<FlowShape<TIn2, TOut2>, TMat2> flow2, Func<TMat1, TMat2, TMat> combine) => new(
        new BidiShape<TIn1, TOut1, TIn2, TOut2>(flow1.Shape.Inlet, flow1.Shape.Outlet, flow2.Shape.Inlet, flow2.Shape.Outlet),
        new CompositeModule(
            [ModuleExtensions.Of(flow1), ModuleExtensions.Of(flow2)], [],
            [new PortRef(0, 0), new PortRef(1, 0)], [new PortRef(0, 0), new PortRef(1, 0)],
            ModuleExtensions.Combine(combine), Attributes.None));

    /// <summary>Two flows without a value.</summary>
    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, NotUsed> FromFlows<TIn1, TOut1, TIn2, TOut2, TMat1, TMat2>(
        IGraph<FlowShape<TIn1, TOut1>, TMat1> flow1, IGraph<FlowShape<TIn2, TOut2>, TMat2> flow2) => FromFlowsMat(flow1, flow2, Keep.None);

    /// <summary>Fails both directions when no element passes in either of them for too long.</summary>
    public static BidiFlow<TIn, TIn, TOut, TOut, NotUsed> BidirectionalIdleTimeout<TIn, TOut>(TimeSpan idleTimeout) =>
        FromGraph(new Implementation.Stages.IdleTimeoutBidi<TIn, TOut>(idleTimeout));

    /// <summary>Two functions.</summary>
    public static BidiFlow<TIn1, TOut1, TIn2, TOut2, NotUsed> FromFunction<TIn1, TOut1, TIn2, TOut2>(Func<TIn1, TOut1> outbound, Func<TIn2, TOut2> inbound) =>
        FromFlows(Flow.Create<TIn1>().Select(outbound), Flow.Create<TIn2>().Select(inbound));
}
