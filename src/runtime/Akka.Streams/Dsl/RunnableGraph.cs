using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A graph without open ports.</summary>
public interface IRunnableGraph<out TMat> : IGraph<ClosedShape, TMat>
{
    /// <summary>The same graph with another value.</summary>
    IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func);

    /// <summary>Starts it.</summary>
    TMat Run(IMaterializer materializer);

    /// <summary>The same graph with these attributes besides its own.</summary>
    new IRunnableGraph<TMat> AddAttributes(Attributes attributes);

    /// <summary>The same graph with these attributes in place of its own.</summary>
    new IRunnableGraph<TMat> WithAttributes(Attributes attributes);

    /// <summary>The same graph with a name.</summary>
    new IRunnableGraph<TMat> Named(string name);

    /// <summary>The same graph, on an actor of its own with a buffer at each port.</summary>
    new IRunnableGraph<TMat> Async();
}

/// <summary>Makes runnable graphs.</summary>
public static class RunnableGraph
{
    /// <summary>A closed graph as a runnable one.</summary>
    public static RunnableGraph<TMat> FromGraph<TMat>(IGraph<ClosedShape, TMat> graph) =>
        graph as RunnableGraph<TMat> ?? new RunnableGraph<TMat>(ModuleExtensions.Of(graph));
}

/// <inheritdoc/>
public sealed class RunnableGraph<TMat> : IRunnableGraph<TMat>
{
    private readonly GraphModule _module;

    internal RunnableGraph(GraphModule module) => _module = module;

    /// <inheritdoc/>
    public ClosedShape Shape => ClosedShape.Instance;

    /// <inheritdoc/>
    public IModule Module => _module;

    /// <inheritdoc/>
    public IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func) =>
        new RunnableGraph<TMat2>(ModuleExtensions.MapValue(_module, Shape, func));

    /// <inheritdoc/>
    public TMat Run(IMaterializer materializer) => materializer.Materialize(this);

    /// <inheritdoc/>
    public IRunnableGraph<TMat> AddAttributes(Attributes attributes) => WithAttributes(_module.Attributes.And(attributes));

    /// <inheritdoc/>
    public IRunnableGraph<TMat> WithAttributes(Attributes attributes) => new RunnableGraph<TMat>(_module.With(attributes));

    /// <inheritdoc/>
    public IRunnableGraph<TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    /// <inheritdoc/>
    public IRunnableGraph<TMat> Async() => AddAttributes(Attributes.CreateAsyncBoundary());

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.AddAttributes(Attributes attributes) => AddAttributes(attributes);

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.WithAttributes(Attributes attributes) => WithAttributes(attributes);

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.Named(string name) => Named(name);

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.Async() => Async();
}

/// <summary>Running with the system's own materializer.</summary>
public static class RunnableGraphExtensions
{
    /// <summary>Starts it with the system's materializer.</summary>
    public static TMat Run<TMat>(this IRunnableGraph<TMat> graph, Akka.Actor.ActorSystem system) => graph.Run(SystemMaterializer.Of(system));
}
