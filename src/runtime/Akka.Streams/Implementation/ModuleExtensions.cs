using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>How graphs are put together and taken apart.</summary>
internal static class ModuleExtensions
{
    private static readonly Wire[] OneWire = [new Wire(new PortRef(0, 0), new PortRef(1, 0))];
    private static readonly PortRef[] FirstPort = [new PortRef(0, 0)];
    private static readonly PortRef[] SecondPort = [new PortRef(1, 0)];

    internal static GraphModule Of<TShape>(IGraph<TShape> graph) where TShape : Shape => (GraphModule)graph.Module;

    /// <summary>The first part's only outlet into the second's only inlet.</summary>
    internal static GraphModule Chain(GraphModule first, GraphModule second, bool openInlet, bool openOutlet, ValueOf value) =>
        new CompositeModule([first, second], OneWire, openInlet ? FirstPort : [], openOutlet ? SecondPort : [], value, Attributes.None);

    internal static ValueOf Combine<TLeft, TRight, TResult>(Func<TLeft, TRight, TResult> combine) =>
        parts => combine((TLeft)parts[0]!, (TRight)parts[1]!);

    /// <summary>The same ports, another value.</summary>
    internal static GraphModule MapValue<TFrom, TTo>(GraphModule module, Shape shape, Func<TFrom, TTo> map)
    {
        return new CompositeModule([module], [], Ports(shape.Inlets.Length), Ports(shape.Outlets.Length), parts => map((TFrom)parts[0]!), Attributes.None);
    }

    internal static PortRef[] Ports(int count)
    {
        var ports = new PortRef[count];
        for (var i = 0; i < count; i++) ports[i] = new PortRef(0, i);
        return ports;
    }

    /// <summary>A graph value around a module; for stages, whose own type cannot carry other attributes.</summary>
    internal static IGraph<TShape, TMaterialized> Wrap<TShape, TMaterialized>(this IGraph<TShape, TMaterialized> graph) where TShape : Shape =>
        new GraphValue<TShape, TMaterialized>(graph.Shape, Of(graph));
}

/// <summary>A graph as a shape and a module.</summary>
internal sealed class GraphValue<TShape, TMaterialized>(TShape shape, GraphModule module) : IGraph<TShape, TMaterialized> where TShape : Shape
{
    public TShape Shape => shape;

    public IModule Module => module;

    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) => new GraphValue<TShape, TMaterialized>(shape, module.With(attributes));

    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) => WithAttributes(module.Attributes.And(attributes));

    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMaterialized> Async() => AddAttributes(Attributes.CreateAsyncBoundary());
}
