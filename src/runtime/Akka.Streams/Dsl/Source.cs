using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open outlet.</summary>
/// <typeparam name="TOut">Its elements.</typeparam>
/// <typeparam name="TMat">What its runner gets.</typeparam>
public sealed partial class Source<TOut, TMat> : IFlow<TOut, TMat>, IGraph<SourceShape<TOut>, TMat>
{
    private readonly GraphModule _module;

    internal Source(SourceShape<TOut> shape, GraphModule module)
    {
        Shape = shape;
        _module = module;
    }

    /// <inheritdoc/>
    public SourceShape<TOut> Shape { get; }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Outlet => Shape.Outlet;

    /// <inheritdoc/>
    public IModule Module => _module;

    /// <summary>Adds a flow; keeps this source's value.</summary>
    public Source<TOut2, TMat> Via<TOut2, TMat2>(IGraph<FlowShape<TOut, TOut2>, TMat2> flow) =>
        new(new SourceShape<TOut2>(flow.Shape.Outlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(flow), false, true, CompositeModule.First));

    /// <summary>Adds a flow and combines the values.</summary>
    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new(new SourceShape<TOut2>(flow.Shape.Outlet), ModuleExtensions.Chain(_module, ModuleExtensions.Of(flow), false, true, ModuleExtensions.Combine(combine)));

    /// <summary>Closes the source with a sink; keeps the source's value.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) =>
        new RunnableGraph<TMat>(ModuleExtensions.Chain(_module, ModuleExtensions.Of(sink), false, false, CompositeModule.First));

    /// <summary>Closes the source with a sink and combines the values.</summary>
    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new RunnableGraph<TMat3>(ModuleExtensions.Chain(_module, ModuleExtensions.Of(sink), false, false, ModuleExtensions.Combine(combine)));

    /// <summary>Runs the source into a sink; returns the sink's value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        new RunnableGraph<TMat2>(ModuleExtensions.Chain(_module, ModuleExtensions.Of(sink), false, false, CompositeModule.Second)).Run(materializer);

    /// <summary>Runs the source into a sink with the system's materializer.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, ActorSystem system) => RunWith(sink, SystemMaterializer.Of(system));

    /// <summary>Folds all elements.</summary>
    public Task<TOut2> RunAggregate<TOut2>(TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, IMaterializer materializer) =>
        RunWith(Sink.Aggregate(zero, aggregate), materializer);

    /// <summary>Folds all elements, one task at a time.</summary>
    public Task<TOut2> RunAggregateAsync<TOut2>(TOut2 zero, Func<TOut2, TOut, Task<TOut2>> aggregate, IMaterializer materializer) =>
        RunWith(Sink.AggregateAsync(zero, aggregate), materializer);

    /// <summary>Combines all elements pairwise.</summary>
    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, IMaterializer materializer) => RunWith(Sink.Sum(reduce), materializer);

    /// <summary>Calls an action for each element; ends with the stream.</summary>
    public Task<Done> RunForeach(Action<TOut> action, IMaterializer materializer) => RunWith(Sink.ForEach(action), materializer);

    /// <summary>Runs into an enumeration.</summary>
    public IAsyncEnumerable<TOut> RunAsAsyncEnumerable(IMaterializer materializer) => new StreamAsyncEnumerable<TOut>(this, materializer);

    /// <summary>Runs into an enumeration, with a buffer between.</summary>
    /// <param name="materializer">Runs the source.</param>
    /// <param name="minBuffer">Elements fetched at first.</param>
    /// <param name="maxBuffer">Elements that may wait.</param>
    public IAsyncEnumerable<TOut> RunAsAsyncEnumerableBuffer(IMaterializer materializer, int minBuffer = 4, int maxBuffer = 16) =>
        new StreamAsyncEnumerable<TOut>(this, materializer, Attributes.CreateInputBuffer(minBuffer, maxBuffer));

    /// <summary>Starts the source; its value and a source that continues it (once).</summary>
    public (TMat, Source<TOut, NotUsed>) PreMaterialize(IMaterializer materializer)
    {
        var (value, publisher) = ToMaterialized(Sink.AsPublisher<TOut>(fanout: true), Keep.Both).Run(materializer);
        return (value, Source.FromPublisher(publisher));
    }

    /// <summary>The same source with another value.</summary>
    public Source<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(Shape, ModuleExtensions.MapValue(_module, Shape, mapFunc));

    /// <summary>The same source with these attributes in place of its own.</summary>
    public Source<TOut, TMat> WithAttributes(Attributes attributes) => new(Shape, _module.With(attributes));

    /// <summary>The same source with these attributes besides its own.</summary>
    public Source<TOut, TMat> AddAttributes(Attributes attributes) => WithAttributes(_module.Attributes.And(attributes));

    /// <summary>The same source with a name.</summary>
    public Source<TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>The same source, on an actor of its own with a buffer at each port.</summary>
    public Source<TOut, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    /// <summary>Asks an actor for each element; the answer must be a <typeparamref name="T"/>.</summary>
    /// <remarks>A member, not an extension: so that a caller names the type of the answer alone.</remarks>
    public Source<T, TMat> Ask<T>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2) => this.Ask<TOut, T, TMat>(actorRef, timeout, parallelism);

    IFlow<T2, TMat> IFlow<TOut, TMat>.Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => Via(flow);

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(IGraph<FlowShape<TOut, T2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        ViaMaterialized(flow, combine);

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) => MapMaterializedValue(mapFunc);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Named(string name) => Named(name);

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Async() => Async();
}
