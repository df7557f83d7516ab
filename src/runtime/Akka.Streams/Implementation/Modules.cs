using System.Collections.Immutable;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The part of a graph that the materializer reads.</summary>
public interface IModule
{
    /// <summary>Attributes of this part; inherited by the parts inside it.</summary>
    Attributes Attributes { get; }
}

/// <summary>A port of a running stage.</summary>
/// <param name="Logic">The stage.</param>
/// <param name="Index">Position among its inlets or outlets.</param>
/// <param name="Inlet">The inlet; null for an outlet.</param>
/// <param name="Outlet">The outlet, which makes the connection; null for an inlet.</param>
internal readonly record struct PortHandle(GraphStageLogic Logic, int Index, Inlet? Inlet, Outlet? Outlet);

/// <summary>A port of a part of a composite: the part's position, then the port's.</summary>
internal readonly record struct PortRef(int Child, int Port);

/// <summary>A link between two parts of a composite.</summary>
internal readonly record struct Wire(PortRef Out, PortRef In);

/// <summary>What building a module gave: its value and its open ports, by position.</summary>
internal readonly record struct Built(object? Value, PortHandle[] Inlets, PortHandle[] Outlets);

/// <summary>Computes a composite's value from those of its parts.</summary>
internal delegate object? ValueOf(object?[] parts);

internal abstract class GraphModule(Attributes attributes) : IModule
{
    public Attributes Attributes { get; } = attributes;

    internal abstract GraphModule With(Attributes attributes);

    /// <summary>Makes the running parts; those of an asynchronous part go into an island of their own, with a buffer at each port.</summary>
    internal Built Build(GraphBuild build, Attributes inherited) =>
        Attributes.Contains<Attributes.AsyncBoundary>() ? Boundary.Isolate(this, build, inherited) : BuildParts(build, inherited);

    internal abstract Built BuildParts(GraphBuild build, Attributes inherited);
}

/// <summary>One stage.</summary>
internal sealed class StageModule<TShape, TMaterialized> : GraphModule where TShape : Shape
{
    private readonly GraphStageWithMaterializedValue<TShape, TMaterialized> _stage;
    private readonly ImmutableArray<Inlet> _inlets;
    private readonly ImmutableArray<Outlet> _outlets;

    internal StageModule(GraphStageWithMaterializedValue<TShape, TMaterialized> stage, Attributes attributes) : base(attributes)
    {
        _stage = stage;
        var shape = stage.Shape;
        _inlets = shape.Inlets;
        for (var i = 0; i < _inlets.Length; i++) _inlets[i].Id = i;
        _outlets = shape.Outlets;
        for (var i = 0; i < _outlets.Length; i++) _outlets[i].Id = i;
    }

    internal override GraphModule With(Attributes attributes) => new StageModule<TShape, TMaterialized>(_stage, attributes);

    internal override Built BuildParts(GraphBuild build, Attributes inherited)
    {
        var attributes = inherited.And(Attributes);
        var logic = _stage.Create(attributes, out var value);
        if (attributes.GetAttribute<Attributes.CancellationStrategy>() is { } chosen) logic.Cancellation = chosen.Strategy;
        build.Add(logic);
        var inlets = new PortHandle[_inlets.Length];
        for (var i = 0; i < inlets.Length; i++) inlets[i] = new PortHandle(logic, i, _inlets[i], null);
        var outlets = new PortHandle[_outlets.Length];
        for (var i = 0; i < outlets.Length; i++) outlets[i] = new PortHandle(logic, i, null, _outlets[i]);
        return new Built(value, inlets, outlets);
    }
}

/// <summary>
/// Parts wired by position, so that one part may be used many times without copying it.
/// </summary>
internal sealed class CompositeModule(
    GraphModule[] parts, Wire[] wires, PortRef[] inlets, PortRef[] outlets, ValueOf value, Attributes attributes) : GraphModule(attributes)
{
    internal static readonly ValueOf First = static parts => parts[0];
    internal static readonly ValueOf Second = static parts => parts[1];
    internal static readonly ValueOf None = static _ => NotUsed.Instance;

    internal override GraphModule With(Attributes attributes) => new CompositeModule(parts, wires, inlets, outlets, value, attributes);

    internal override Built BuildParts(GraphBuild build, Attributes inherited)
    {
        var own = inherited.And(Attributes);
        var built = new Built[parts.Length];
        var values = new object?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            built[i] = parts[i].Build(build, own);
            values[i] = built[i].Value;
        }

        foreach (var wire in wires)
            build.Connect(built[wire.Out.Child].Outlets[wire.Out.Port], built[wire.In.Child].Inlets[wire.In.Port]);

        var open = new PortHandle[inlets.Length];
        for (var i = 0; i < open.Length; i++) open[i] = built[inlets[i].Child].Inlets[inlets[i].Port];
        var exits = new PortHandle[outlets.Length];
        for (var i = 0; i < exits.Length; i++) exits[i] = built[outlets[i].Child].Outlets[outlets[i].Port];
        var result = value(values);
        // A part that emits the composite's own value gets it as soon as there is one.
        for (var i = 0; i < parts.Length; i++)
            if (parts[i] is IOwnValueModule) ((IOwnValueSink)values[i]!).Set(result);
        return new Built(result, open, exits);
    }
}

/// <summary>The stages and links of one island of a materialisation while it is being built.</summary>
/// <param name="interpreter">Runs the island.</param>
/// <param name="dispatcher">Of the island alone; null = the materialisation's.</param>
/// <param name="islands">All islands of the materialisation so far; null for the first, which has none beside it yet.</param>
internal sealed class GraphBuild(GraphInterpreter interpreter, string? dispatcher = null, List<GraphBuild>? islands = null)
{
    private List<GraphBuild>? _islands = islands;

    internal GraphInterpreter Interpreter => interpreter;

    internal string? Dispatcher => dispatcher;

    /// <summary>The islands beside the first.</summary>
    internal IReadOnlyList<GraphBuild> Islands => _islands ?? [];

    /// <summary>Begins another island of the same materialisation.</summary>
    internal GraphBuild NewIsland(string? islandDispatcher)
    {
        _islands ??= [];
        var island = new GraphBuild(new GraphInterpreter(interpreter.Materializer), islandDispatcher, _islands);
        _islands.Add(island);
        return island;
    }

    /// <summary>The materializer that builds a graph on this thread, for stages whose value needs it before they run.</summary>
    [ThreadStatic]
    internal static ActorMaterializer? Materializing;

    internal void Add(GraphStageLogic logic) => interpreter.Add(logic);

    internal void Connect(PortHandle from, PortHandle to)
    {
        var connection = from.Outlet!.Connect();
        from.Logic.Wire(from.Index, connection, isInlet: false);
        to.Logic.Wire(to.Index, connection, isInlet: true);
    }
}
