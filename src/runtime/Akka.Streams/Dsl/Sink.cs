using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph with one open inlet.</summary>
/// <typeparam name="TIn">What it takes in.</typeparam>
/// <typeparam name="TMat">What its runner gets.</typeparam>
public sealed class Sink<TIn, TMat> : IGraph<SinkShape<TIn>, TMat>
{
    private readonly GraphModule _module;

    internal Sink(SinkShape<TIn> shape, GraphModule module)
    {
        Shape = shape;
        _module = module;
    }

    /// <inheritdoc/>
    public SinkShape<TIn> Shape { get; }

    /// <inheritdoc/>
    public IModule Module => _module;

    /// <summary>The same sink, fed through a function.</summary>
    public Sink<TIn2, TMat> ContraMap<TIn2>(Func<TIn2, TIn> function) => Flow.FromFunction(function).ToMaterialized(this, Keep.Right);

    /// <summary>Runs a source into this sink; returns the source's value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SourceShape<TIn>, TMat2> source, IMaterializer materializer) =>
        Source.FromGraph(source).To(this).Run(materializer);

    /// <summary>The same sink with another value.</summary>
    public Sink<TIn, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> fn) => new(Shape, ModuleExtensions.MapValue(_module, Shape, fn));

    /// <summary>Starts the sink; its value and a sink that leads to it (once).</summary>
    public (TMat, Sink<TIn, NotUsed>) PreMaterialize(IMaterializer materializer)
    {
        var (subscriber, value) = Source.AsSubscriber<TIn>().ToMaterialized(this, Keep.Both).Run(materializer);
        return (value, Sink.FromSubscriber(subscriber));
    }

    /// <summary>The same sink with these attributes in place of its own.</summary>
    public Sink<TIn, TMat> WithAttributes(Attributes attributes) => new(Shape, _module.With(attributes));

    /// <summary>The same sink with these attributes besides its own.</summary>
    public Sink<TIn, TMat> AddAttributes(Attributes attributes) => WithAttributes(_module.Attributes.And(attributes));

    /// <summary>The same sink with a name.</summary>
    public Sink<TIn, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <summary>The same sink, on an actor of its own with a buffer at each port.</summary>
    public Sink<TIn, TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Named(string name) => Named(name);

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Async() => Async();
}
