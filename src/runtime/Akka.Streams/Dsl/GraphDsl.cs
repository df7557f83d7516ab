using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Puts graphs together by hand: ports are wired one by one.</summary>
public static partial class GraphDsl
{
    /// <summary>Builds a graph without a value.</summary>
    public static IGraph<TShape, NotUsed> Create<TShape>(Func<Builder<NotUsed>, TShape> buildBlock) where TShape : Shape
    {
        var builder = new Builder<NotUsed>();
        return builder.Finish<TShape, NotUsed>(buildBlock(builder), CompositeModule.None);
    }

    /// <summary>Builds around one graph, whose value is the result's.</summary>
    public static IGraph<TShapeOut, TMat> Create<TShapeOut, TMat, TShape1>(
        IGraph<TShape1, TMat> g1, Func<Builder<TMat>, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape where TShape1 : Shape
    {
        var builder = new Builder<TMat>();
        var shape = builder.Add(g1);
        return builder.Finish<TShapeOut, TMat>(buildBlock(builder, shape), CompositeModule.First);
    }

    /// <summary>Builds around two graphs and combines their values.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TShape0, TShape1>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, Func<TMat0, TMat1, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape where TShape0 : Shape where TShape1 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Add(g0);
        var shape1 = builder.Add(g1);
        return builder.Finish<TShapeOut, TMatOut>(buildBlock(builder, shape0, shape1), ModuleExtensions.Combine(combineMaterializers));
    }

    /// <summary>Builds around three graphs and combines their values.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TShape0, TShape1, TShape2>(
        IGraph<TShape0, TMat0> g0, IGraph<TShape1, TMat1> g1, IGraph<TShape2, TMat2> g2, Func<TMat0, TMat1, TMat2, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShapeOut> buildBlock)
        where TShapeOut : Shape where TShape0 : Shape where TShape1 : Shape where TShape2 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Add(g0);
        var shape1 = builder.Add(g1);
        var shape2 = builder.Add(g2);
        return builder.Finish<TShapeOut, TMatOut>(
            buildBlock(builder, shape0, shape1, shape2),
            parts => combineMaterializers((TMat0)parts[0]!, (TMat1)parts[1]!, (TMat2)parts[2]!));
    }

    /// <summary>Gathers graphs and the links between their ports.</summary>
    public sealed class Builder<TMat>
    {
        private readonly List<GraphModule> _parts = [];
        private readonly List<Wire> _wires = [];
        private readonly Dictionary<Inlet, PortRef> _inlets = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Outlet, PortRef> _outlets = new(ReferenceEqualityComparer.Instance);

        internal Builder() { }

        /// <summary>An outlet that gives the graph's own value, once, when the graph runs.</summary>
        public Outlet<TMat> MaterializedValue
        {
            get
            {
                var outlet = new Outlet<TMat>("MaterializedValue.out");
                _outlets[outlet] = new PortRef(_parts.Count, 0);
                _parts.Add(new OwnValueModule<TMat>());
                return outlet;
            }
        }

        /// <summary>Adds a graph; the shape returned has ports of its own, so a graph may be added again.</summary>
        public TShape Add<TShape, TMat2>(IGraph<TShape, TMat2> graph) where TShape : Shape
        {
            var shape = (TShape)graph.Shape.DeepCopy();
            var part = _parts.Count;
            _parts.Add(ModuleExtensions.Of(graph));
            var inlets = shape.Inlets;
            for (var i = 0; i < inlets.Length; i++) _inlets[inlets[i]] = new PortRef(part, i);
            var outlets = shape.Outlets;
            for (var i = 0; i < outlets.Length; i++) _outlets[outlets[i]] = new PortRef(part, i);
            return shape;
        }

        /// <summary>Starts a chain at an outlet.</summary>
        public ForwardOps<TOut, TMat> From<TOut>(Outlet<TOut> outlet) => new(this, outlet);

        /// <summary>Starts a chain at a source.</summary>
        public ForwardOps<TOut, TMat> From<TOut>(SourceShape<TOut> source) => new(this, source.Outlet);

        /// <summary>Starts a chain at a source.</summary>
        public ForwardOps<TOut, TMat> From<TOut, TMat2>(IGraph<SourceShape<TOut>, TMat2> source) => new(this, Add(source).Outlet);

        /// <summary>Starts a chain at a flow's outlet.</summary>
        public ForwardOps<TOut, TMat> From<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Outlet);

        /// <summary>Starts a chain at a fan-in's outlet.</summary>
        public ForwardOps<TOut, TMat> From<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn) => new(this, fanIn.Out);

        /// <summary>Starts a chain at a fan-in's outlet.</summary>
        public ForwardOps<TOut, TMat> From<T0, T1, TOut>(FanInShape<T0, T1, TOut> fanIn) => new(this, fanIn.Out);

        /// <summary>Starts a chain at a fan-out's first free outlet.</summary>
        public ForwardOps<TOut, TMat> From<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, FreeOutlet(fanOut));

        /// <summary>Starts a chain, backwards, at an inlet.</summary>
        public ReverseOps<TIn, TMat> To<TIn>(Inlet<TIn> inlet) => new(this, inlet);

        /// <summary>Starts a chain, backwards, at a sink.</summary>
        public ReverseOps<TIn, TMat> To<TIn>(SinkShape<TIn> sink) => new(this, sink.Inlet);

        /// <summary>Starts a chain, backwards, at a sink.</summary>
        public ReverseOps<TIn, TMat> To<TIn, TMat2>(IGraph<SinkShape<TIn>, TMat2> sink) => new(this, Add(sink).Inlet);

        /// <summary>Starts a chain, backwards, at a flow's inlet.</summary>
        public ReverseOps<TIn, TMat> To<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Inlet);

        /// <summary>Starts a chain, backwards, at a fan-in's first free inlet.</summary>
        public ReverseOps<TIn, TMat> To<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn) => new(this, FreeInlet(fanIn));

        /// <summary>Starts a chain, backwards, at a fan-out's inlet.</summary>
        public ReverseOps<TIn, TMat> To<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, fanOut.In);

        /// <summary>Links two ports.</summary>
        public Builder<TMat> Edge<T>(Outlet<T> from, Inlet<T> to)
        {
            Connect(from, to);
            return this;
        }

        internal void Connect<T>(Outlet<T> from, Inlet<T> to)
        {
            if (!_outlets.Remove(from, out var outlet)) throw new ArgumentException($"The output port [{from}] is not part of the underlying graph.");
            if (!_inlets.Remove(to, out var inlet)) throw new ArgumentException($"The input port [{to}] is not part of the underlying graph.");
            _wires.Add(new Wire(outlet, inlet));
        }

        internal Outlet<TOut> FreeOutlet<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut)
        {
            foreach (var outlet in fanOut.Outs)
                if (_outlets.ContainsKey(outlet)) return outlet;
            throw new ArgumentException("No more outlets free on the fan-out");
        }

        internal Inlet<TIn> FreeInlet<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn)
        {
            foreach (var inlet in fanIn.Inlets)
                if (_inlets.ContainsKey(inlet)) return (Inlet<TIn>)inlet;
            throw new ArgumentException("No more inlets free on the fan-in");
        }

        internal IGraph<TShape, TMat2> Finish<TShape, TMat2>(TShape shape, ValueOf value) where TShape : Shape
        {
            var inlets = shape.Inlets.Select(i => _inlets.Remove(i, out var port) ? port : throw Foreign(i.Name)).ToArray();
            var outlets = shape.Outlets.Select(o => _outlets.Remove(o, out var port) ? port : throw Foreign(o.Name)).ToArray();
            if (_inlets.Count + _outlets.Count > 0)
                throw new ArgumentException(
                    $"Illegal GraphDSL usage. The inlets [{string.Join(", ", shape.Inlets)}] and outlets [{string.Join(", ", shape.Outlets)}] of the shape must correspond to those of the graph; "
                    + $"left open: inlets [{string.Join(", ", _inlets.Keys)}] and outlets [{string.Join(", ", _outlets.Keys)}]");
            return new GraphValue<TShape, TMat2>(shape, new CompositeModule([.. _parts], [.. _wires], inlets, outlets, value, Attributes.None));
        }

        private static ArgumentException Foreign(string port) => new($"Port [{port}] of the shape is not an open port of the graph");
    }
}
