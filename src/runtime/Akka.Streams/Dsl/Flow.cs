using Akka.Actor;
using Akka.Streams.Implementation;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open inlet and one open outlet.</summary>
/// <typeparam name="TIn">What it takes in.</typeparam>
/// <typeparam name="TOut">What it gives out.</typeparam>
/// <typeparam name="TMat">What its runner gets.</typeparam>
public sealed class Flow<TIn, TOut, TMat> : IFlow<TOut, TMat>, IGraph<FlowShape<TIn, TOut>, TMat>
{
    private readonly GraphModule _module;

    internal Flow(FlowShape<TIn, TOut> shape, GraphModule module)
    {
        Shape = shape;
        _module = module;
    }

    /// <inheritdoc/>
    public FlowShape<TIn, TOut> Shape { get; }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> Inlet => Shape.Inlet;

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Outlet => Shape.Outlet;

    /// <inheritdoc/>
    public IModule Module => _module;

    /// <summary>Adds a flow; keeps this flow's value.</summary>
    public Flow<TIn, TOut2, TMat> Via<TOut2, TMat2>(IGraph<FlowShape<TOut, TOut2>, TMat2> flow) =>
        new(new FlowShape<TIn, TOut2>(Inlet, flow.Shape.Outlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(flow), true, true, CompositeModule.First));

    /// <summary>Adds a flow and combines the values.</summary>
    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new(new FlowShape<TIn, TOut2>(Inlet, flow.Shape.Outlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(flow), true, true, ModuleExtensions.Combine(combine)));

    /// <summary>Ends the flow with a sink; keeps the flow's value.</summary>
    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) =>
        new(new SinkShape<TIn>(Inlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(sink), true, false, CompositeModule.First));

    /// <summary>Ends the flow with a sink and combines the values.</summary>
    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new(new SinkShape<TIn>(Inlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(sink), true, false, ModuleExtensions.Combine(combine)));

    /// <summary>Closes this flow into a ring with another; keeps this flow's value.</summary>
    public IRunnableGraph<TMat> Join<TMat2>(IGraph<FlowShape<TOut, TIn>, TMat2> flow) => JoinMaterialized(flow, Keep.Left);

    /// <summary>Closes this flow into a ring with another and combines the values.</summary>
    public IRunnableGraph<TMat3> JoinMaterialized<TMat2, TMat3>(IGraph<FlowShape<TOut, TIn>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new RunnableGraph<TMat3>(new CompositeModule(
            [_module, ModuleExtensions.Of(flow)],
            [new Wire(new PortRef(0, 0), new PortRef(1, 0)), new Wire(new PortRef(1, 0), new PortRef(0, 0))],
            [], [], ModuleExtensions.Combine(combine), Attributes.None));

    /// <summary>Puts a layer under this flow; keeps this flow's value.</summary>
    public Flow<TIn2, TOut1, TMat> Join<TOut1, TIn2, TMat2>(IGraph<BidiShape<TOut, TOut1, TIn2, TIn>, TMat2> bidi) => JoinMaterialized(bidi, Keep.Left);

    /// <summary>Puts a layer under this flow; combines the values.</summary>
    public Flow<TIn2, TOut1, TMatRes> JoinMaterialized<TOut1, TIn2, TMat2, TMatRes>(IGraph<BidiShape<TOut, TOut1, TIn2, TIn>, TMat2> bidi, Func<TMat, TMat2, TMatRes> combine) => new(
        new FlowShape<TIn2, TOut1>(bidi.Shape.Inlet2, bidi.Shape.Outlet1),
        new CompositeModule(
            [_module, ModuleExtensions.Of(bidi)],
            [new Wire(new PortRef(0, 0), new PortRef(1, 0)), new Wire(new PortRef(1, 1), new PortRef(0, 0))],
            [new PortRef(1, 1)], [new PortRef(1, 0)],
            ModuleExtensions.Combine(combine), Attributes.None));

    /// <summary>Runs a source through this flow into a sink; returns both values.</summary>
    public (TMat1, TMat2) RunWith<TMat1, TMat2>(IGraph<SourceShape<TIn>, TMat1> source, IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        Source.FromGraph(source).Via(this).ToMaterialized(sink, Keep.Both).Run(materializer);

    /// <summary>Starts the flow; its value and a flow that continues it (once).</summary>
    public (TMat, Flow<TIn, TOut, NotUsed>) PreMaterialize(IMaterializer materializer)
    {
        var ((subscriber, value), publisher) = Source.AsSubscriber<TIn>()
            .ViaMaterialized(this, Keep.Both)
            .ToMaterialized(Sink.AsPublisher<TOut>(false), Keep.Both)
            .Run(materializer);
        return (value, Flow.FromSinkAndSource(Sink.FromSubscriber(subscriber), Source.FromPublisher(publisher)));
    }

    /// <summary>The flow as a processor.</summary>
    public IRunnableGraph<IProcessor<TIn, TOut>> ToProcessor() =>
        Source.AsSubscriber<TIn>().Via(this).ToMaterialized(Sink.AsPublisher<TOut>(false), Keep.Both)
            .MapMaterializedValue(ends => (IProcessor<TIn, TOut>)new FlowProcessor<TIn, TOut>(ends.Item1, ends.Item2));

    /// <summary>The same flow with another value.</summary>
    public Flow<TIn, TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Shape, ModuleExtensions.MapValue(_module, Shape, mapFunc));

    /// <summary>The same flow with these attributes in place of its own.</summary>
    public Flow<TIn, TOut, TMat> WithAttributes(Attributes attributes) => new(Shape, _module.With(attributes));

    /// <summary>The same flow with these attributes besides its own.</summary>
    public Flow<TIn, TOut, TMat> AddAttributes(Attributes attributes) => WithAttributes(_module.Attributes.And(attributes));

    /// <summary>The same flow with a name.</summary>
    public Flow<TIn, TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>The same flow, on an actor of its own with a buffer at each port.</summary>
    public Flow<TIn, TOut, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    /// <summary>Asks an actor for each element; the answer must be a <typeparamref name="T"/>.</summary>
    /// <remarks>A member, not an extension: so that a caller names the type of the answer alone.</remarks>
    public Flow<TIn, T, TMat> Ask<T>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) => this.Ask<TIn, TOut, T, TMat>(actorRef, timeout, parallelism);

    IFlow<T2, TMat> IFlow<TOut, TMat>.Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) => MapMaterializedValue(mapFunc);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Named(string name) => Named(name);

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Async() => Async();
}

/// <summary>Makes flows.</summary>
public static class Flow
{
    /// <summary>The flow that hands elements on.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => FromGraph(Implementation.Stages.Identity<T>.Instance);

    /// <summary>The flow that hands elements on, with a value type to be mapped to.</summary>
    public static Flow<T, T, TMat> Create<T, TMat>() => Create<T>().MapMaterializedValue(_ => default(TMat)!);

    /// <summary>The flow that hands elements on.</summary>
    public static Flow<T, T, NotUsed> Identity<T>() => Create<T>();

    /// <summary>The flow that hands elements on.</summary>
    public static Flow<T, T, NotUsed> Empty<T>() => Create<T>();

    /// <summary>A processor that is made for each run.</summary>
    public static Flow<TIn, TOut, NotUsed> FromProcessor<TIn, TOut>(Func<IProcessor<TIn, TOut>> factory) =>
        FromProcessorMaterialized(() => (factory(), NotUsed.Instance));

    /// <summary>A processor that is made for each run, with a value.</summary>
    public static Flow<TIn, TOut, TMat> FromProcessorMaterialized<TIn, TOut, TMat>(Func<(IProcessor<TIn, TOut>, TMat)> factory) =>
        new(new FlowShape<TIn, TOut>(new Inlet<TIn>("Processor.in"), new Outlet<TOut>("Processor.out")), new ProcessorModule<TIn, TOut, TMat>(factory, Attributes.None));

    /// <summary>The flow that applies a function.</summary>
    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) => Create<TIn>().Select(function);

    /// <summary>A graph of this shape as a flow.</summary>
    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) =>
        graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Shape, ModuleExtensions.Of(graph));

    /// <summary>A flow that is made when the first element arrives; its value is none when no element came.</summary>
    public static Flow<TIn, TOut, Task<Akka.Util.Option<TMat>>> LazyInitAsync<TIn, TOut, TMat>(Func<Task<Flow<TIn, TOut, TMat>>> flowFactory) =>
        FromGraph(new Implementation.Stages.LazyFlow<TIn, TOut, TMat>(flowFactory));

    /// <summary>A flow made for each run, with its materializer and attributes.</summary>
    public static Flow<TIn, TOut, Task<TMat>> FromMaterializer<TIn, TOut, TMat>(Func<ActorMaterializer, Attributes, Flow<TIn, TOut, TMat>> factory) =>
        FromGraph(new Implementation.Stages.SetupFlow<TIn, TOut, TMat>(factory));

    /// <summary>The former name of <see cref="FromMaterializer{TIn, TOut, TMat}"/>.</summary>
    public static Flow<TIn, TOut, Task<TMat>> Setup<TIn, TOut, TMat>(Func<ActorMaterializer, Attributes, Flow<TIn, TOut, TMat>> factory) =>
        FromMaterializer(factory);

    /// <summary>A flow whose two sides know nothing of each other.</summary>
    public static Flow<TIn, TOut, NotUsed> FromSinkAndSource<TIn, TOut, TMat1, TMat2>(IGraph<SinkShape<TIn>, TMat1> sink, IGraph<SourceShape<TOut>, TMat2> source) =>
        FromSinkAndSource(sink, source, Keep.None);

    /// <summary>A flow whose two sides know nothing of each other.</summary>
    public static Flow<TIn, TOut, TMat> FromSinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink, IGraph<SourceShape<TOut>, TMat2> source, Func<TMat1, TMat2, TMat> combine) =>
        new(new FlowShape<TIn, TOut>(sink.Shape.Inlet, source.Shape.Outlet), new CompositeModule(
            [ModuleExtensions.Of(sink), ModuleExtensions.Of(source)], [], [new PortRef(0, 0)], [new PortRef(1, 0)],
            ModuleExtensions.Combine(combine), Attributes.None));
}
