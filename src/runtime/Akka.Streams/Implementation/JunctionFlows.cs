namespace Akka.Streams.Implementation;

/// <summary>A fan-in stage with a source on one inlet: a flow, whose value is the source's.</summary>
internal static class FanInFlow
{
    internal static IGraph<FlowShape<T, T>, TMat> With<T, TMat>(IGraph<UniformFanInShape<T, T>, NotUsed> junction, IGraph<SourceShape<T>, TMat> other) =>
        Make<T, T, TMat>(junction, other, 0, 1, junction.Shape.Out);

    internal static IGraph<FlowShape<T, T>, TMat> WithFirst<T, TMat>(IGraph<UniformFanInShape<T, T>, NotUsed> junction, IGraph<SourceShape<T>, TMat> first) =>
        Make<T, T, TMat>(junction, first, 1, 0, junction.Shape.Out);

    internal static IGraph<FlowShape<T1, TOut>, TMat> With<T1, T2, TOut, TMat>(IGraph<FanInShape<T1, T2, TOut>, NotUsed> junction, IGraph<SourceShape<T2>, TMat> other) =>
        Make<T1, TOut, TMat>(junction, other, 0, 1, junction.Shape.Out);

    internal static IGraph<FlowShape<T, TOut>, TMat> Joining<T, TOut, TMat>(IGraph<UniformFanInShape<T, TOut>, NotUsed> junction, IGraph<SourceShape<T>, TMat> other) =>
        Make<T, TOut, TMat>(junction, other, 0, 1, junction.Shape.Out);

    /// <summary>The preferred inlet of a merge is its last: this stream's, or the other's.</summary>
    internal static IGraph<FlowShape<T, T>, TMat> Preferring<T, TMat>(Dsl.MergePreferred<T> junction, IGraph<SourceShape<T>, TMat> other, bool preferOther) =>
        preferOther ? Make<T, T, TMat>(junction, other, 0, 1, junction.Shape.Out) : Make<T, T, TMat>(junction, other, 1, 0, junction.Shape.Out);

    private static GraphValue<FlowShape<TIn, TOut>, TMat> Make<TIn, TOut, TMat>(
        IGraph<Shape> junction, IGraph<Shape> source, int open, int fed, Outlet<TOut> outlet) => new(
        new FlowShape<TIn, TOut>(new Inlet<TIn>("in"), outlet),
        new CompositeModule(
            [(GraphModule)junction.Module, (GraphModule)source.Module],
            [new Wire(new PortRef(1, 0), new PortRef(0, fed))],
            [new PortRef(0, open)], [new PortRef(0, 0)], CompositeModule.Second, Attributes.None));
}

/// <summary>A fan-out stage with a sink on its second outlet: a flow, whose value is the sink's.</summary>
internal static class FanOutFlow
{
    internal static IGraph<FlowShape<T, T>, TMat> With<T, TMat>(IGraph<UniformFanOutShape<T, T>, NotUsed> junction, IGraph<SinkShape<T>, TMat> sink) =>
        new GraphValue<FlowShape<T, T>, TMat>(
            new FlowShape<T, T>(junction.Shape.In, junction.Shape.Out(0)),
            new CompositeModule(
                [ModuleExtensions.Of(junction), ModuleExtensions.Of(sink)],
                [new Wire(new PortRef(0, 1), new PortRef(1, 0))],
                [new PortRef(0, 0)], [new PortRef(0, 0)], CompositeModule.Second, Attributes.None));
}
