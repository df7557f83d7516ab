namespace Akka.Streams.Dsl;

public static partial class GraphDsl
{
    /// <summary>A chain that ends, so far, at an outlet.</summary>
    public sealed class ForwardOps<TOut, TMat>
    {
        internal ForwardOps(Builder<TMat> builder, Outlet<TOut> outlet)
        {
            Builder = builder;
            Out = outlet;
        }

        internal Builder<TMat> Builder { get; }

        internal Outlet<TOut> Out { get; }
    }

    /// <summary>A chain that begins, so far, at an inlet.</summary>
    public sealed class ReverseOps<TIn, TMat>
    {
        internal ReverseOps(Builder<TMat> builder, Inlet<TIn> inlet)
        {
            Builder = builder;
            In = inlet;
        }

        internal Builder<TMat> Builder { get; }

        internal Inlet<TIn> In { get; }
    }
}

/// <summary>Continues chains towards the sinks.</summary>
public static class ForwardOps
{
    /// <summary>Ends the chain at an inlet.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, Inlet<TOut> inlet)
    {
        ops.Builder.Connect(ops.Out, inlet);
        return ops.Builder;
    }

    /// <summary>Ends the chain at a sink.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, SinkShape<TOut> sink) => ops.To(sink.Inlet);

    /// <summary>Ends the chain at a flow's inlet.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, FlowShape<TOut, TOut2> flow) => ops.To(flow.Inlet);

    /// <summary>Ends the chain at a sink.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TMat, TMat2>(this GraphDsl.ForwardOps<TOut, TMat> ops, IGraph<SinkShape<TOut>, TMat2> sink) =>
        ops.To(ops.Builder.Add(sink).Inlet);

    /// <summary>Ends the chain at a fan-in's first free inlet.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, UniformFanInShape<TOut, TOut2> fanIn) =>
        ops.To(ops.Builder.FreeInlet(fanIn));

    /// <summary>Ends the chain at a fan-out's inlet.</summary>
    public static GraphDsl.Builder<TMat> To<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, UniformFanOutShape<TOut, TOut2> fanOut) => ops.To(fanOut.In);

    /// <summary>Goes on through a flow.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, FlowShape<TOut, TOut2> flow)
    {
        ops.To(flow.Inlet);
        return new GraphDsl.ForwardOps<TOut2, TMat>(ops.Builder, flow.Outlet);
    }

    /// <summary>Goes on through a flow.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TOut, TOut2, TMat, TMat2>(
        this GraphDsl.ForwardOps<TOut, TMat> ops, IGraph<FlowShape<TOut, TOut2>, TMat2> flow) => ops.Via(ops.Builder.Add(flow));

    /// <summary>Goes on through a fan-in's first free inlet.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, UniformFanInShape<TOut, TOut2> fanIn)
    {
        ops.To(fanIn);
        return new GraphDsl.ForwardOps<TOut2, TMat>(ops.Builder, fanIn.Out);
    }

    /// <summary>Goes on through a fan-out's first free outlet.</summary>
    public static GraphDsl.ForwardOps<TOut2, TMat> Via<TOut, TOut2, TMat>(this GraphDsl.ForwardOps<TOut, TMat> ops, UniformFanOutShape<TOut, TOut2> fanOut)
    {
        ops.To(fanOut.In);
        return new GraphDsl.ForwardOps<TOut2, TMat>(ops.Builder, ops.Builder.FreeOutlet(fanOut));
    }
}

/// <summary>Continues chains towards the sources.</summary>
public static class ReverseOps
{
    /// <summary>Begins the chain at an outlet.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, Outlet<TIn> outlet)
    {
        ops.Builder.Connect(outlet, ops.In);
        return ops.Builder;
    }

    /// <summary>Begins the chain at a source.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, SourceShape<TIn> source) => ops.From(source.Outlet);

    /// <summary>Begins the chain at a flow's outlet.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TOut, TMat> ops, FlowShape<TIn, TOut> flow) => ops.From(flow.Outlet);

    /// <summary>Begins the chain at a fan-in's outlet.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TOut, TMat> ops, UniformFanInShape<TIn, TOut> fanIn) => ops.From(fanIn.Out);

    /// <summary>Goes back through a flow.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TOut, TMat> ops, FlowShape<TIn, TOut> flow)
    {
        ops.From(flow.Outlet);
        return new GraphDsl.ReverseOps<TIn, TMat>(ops.Builder, flow.Inlet);
    }

    /// <summary>Goes back through a flow.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat, TMat2>(this GraphDsl.ReverseOps<TOut, TMat> ops, IGraph<FlowShape<TIn, TOut>, TMat2> flow) =>
        ops.Via(ops.Builder.Add(flow));

    /// <summary>Goes back through a fan-in, from its outlet to its first free inlet.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TOut, TMat> ops, UniformFanInShape<TIn, TOut> fanIn)
    {
        ops.From(fanIn.Out);
        return new GraphDsl.ReverseOps<TIn, TMat>(ops.Builder, ops.Builder.FreeInlet(fanIn));
    }

    /// <summary>Goes back through a fan-out, from its first free outlet to its inlet.</summary>
    public static GraphDsl.ReverseOps<TIn, TMat> Via<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TOut, TMat> ops, UniformFanOutShape<TIn, TOut> fanOut)
    {
        ops.From(ops.Builder.FreeOutlet(fanOut));
        return new GraphDsl.ReverseOps<TIn, TMat>(ops.Builder, fanOut.In);
    }

    /// <summary>Begins the chain at a source.</summary>
    public static GraphDsl.Builder<TMat> From<TIn, TMat, TMat2>(this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<SourceShape<TIn>, TMat2> source) =>
        ops.From(ops.Builder.Add(source).Outlet);

    /// <summary>Begins the chain at a fan-out's first free outlet.</summary>
    public static GraphDsl.Builder<TMat> From<TOut, TIn, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TOut, TIn> fanOut) =>
        ops.From(ops.Builder.FreeOutlet(fanOut));
}
