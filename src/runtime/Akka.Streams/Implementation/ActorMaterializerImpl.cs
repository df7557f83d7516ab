using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>Builds graphs and hands them to the supervisor's actor.</summary>
public sealed class ActorMaterializerImpl : ActorMaterializer
{
    private readonly GraphQueue _graphs;
    private readonly string? _namePrefix;

    internal ActorMaterializerImpl(ActorSystem system, ActorMaterializerSettings settings, IActorRef supervisor, GraphQueue graphs, string? namePrefix)
        : base(system, settings, supervisor)
    {
        _graphs = graphs;
        _namePrefix = namePrefix;
    }

    /// <inheritdoc/>
    public override bool IsShutdown => _graphs.IsStopped;

    /// <inheritdoc/>
    public override IMaterializer WithNamePrefix(string namePrefix) => new ActorMaterializerImpl(System, Settings, Supervisor, _graphs, namePrefix);

    /// <inheritdoc/>
    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) => Materialize(runnable, initialAttributes, null);

    /// <summary>Gives the graph to <paramref name="owner"/>'s actor; without an owner it gets an actor of its own.</summary>
    internal TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes, IGraphOwner? owner)
    {
        if (_graphs.IsStopped) throw ShutDown();
        var attributes = Settings.InheritedAttributes;
        if (_namePrefix is not null) attributes = attributes.And(Attributes.CreateName(_namePrefix));
        attributes = attributes.And(initialAttributes);

        var interpreter = new GraphInterpreter(this);
        var build = new GraphBuild(interpreter);
        var module = ModuleExtensions.Of(runnable);
        var outer = GraphBuild.Materializing;
        GraphBuild.Materializing = this;
        Built built;
        try
        {
            built = module.Build(build, attributes);
        }
        finally
        {
            GraphBuild.Materializing = outer;
        }

        var dispatcher = attributes.And(module.Attributes).GetAttribute<ActorAttributes.Dispatcher>()?.Name;
        interpreter.Seal();
        foreach (var island in build.Islands) island.Interpreter.Seal();
        if (owner is not null) owner.Adopt(interpreter);
        else if (!_graphs.Add(new GraphStart(interpreter, dispatcher))) throw ShutDown();
        foreach (var island in build.Islands)
        {
            if (!_graphs.Add(new GraphStart(island.Interpreter, island.Dispatcher ?? dispatcher))) island.Interpreter.Abort();
        }

        if (owner is null || build.Islands.Count > 0) Supervisor.Tell(StreamSupervisor.StartGraphs.Instance, ActorRefs.NoSender);
        return (TMat)built.Value!;
    }

    /// <inheritdoc/>
    public override void Shutdown()
    {
        _graphs.Stop();
        Supervisor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
    }

    private static Pattern.IllegalStateException ShutDown() =>
        new("Attempted to call Materialize() after the ActorMaterializer has been shut down.");
}
