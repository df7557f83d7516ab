using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>
/// Parent of the actors that run a materializer's graphs; the graphs of an actor's own materializer run on the supervisor itself. A graph
/// that breaks its actor is stopped; it cannot be restarted.
/// </summary>
public sealed class StreamSupervisor : ActorBase, IGraphOwner
{
    private static long _names;
    private readonly ActorMaterializerSettings _settings;
    private readonly GraphQueue _graphs;
    private readonly bool _runsGraphs;
    private List<GraphRunner>? _running;

    internal StreamSupervisor(ActorMaterializerSettings settings, GraphQueue graphs, bool runsGraphs)
    {
        _settings = settings;
        _graphs = graphs;
        _runsGraphs = runsGraphs;
    }

    internal static Props Props(ActorMaterializerSettings settings, GraphQueue graphs, bool runsGraphs)
    {
        var props = Actor.Props.CreateBy(new Producer(settings, graphs, runsGraphs));
        return settings.Dispatcher.Length == 0 ? props : props.WithDispatcher(settings.Dispatcher);
    }

    internal static string NextName() => $"StreamSupervisor-{Interlocked.Increment(ref _names) - 1}";

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.StoppingStrategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case GraphRunner runner:
                if (runner.Run()) _running?.Remove(runner);
                return true;
            case StartGraphs:
                while (_graphs.Take() is { } graph) Start(graph);
                return true;
            case GetChildren:
                Sender.Tell(new Children([.. Context.GetChildren(), .. (_running ?? []).Select(_ => Self)]));
                return true;
            case StopChildren:
                foreach (var child in Context.GetChildren()) Context.Stop(child);
                AbortOwn();
                Sender.Tell(StoppedChildren.Instance);
                return true;
            case PrintDebugDump:
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _graphs.Stop();
        while (_graphs.Take() is { } graph) graph.Interpreter.Abort();
        AbortOwn();
    }

    void IGraphOwner.Adopt(GraphInterpreter interpreter)
    {
        var runner = new GraphRunner(interpreter, Self, this, _settings.SyncProcessingLimit);
        (_running ??= new List<GraphRunner>(2)).Add(runner);
        runner.Wake();
    }

    private void AbortOwn()
    {
        foreach (var runner in _running ?? []) runner.Abort();
        _running = null;
    }

    private void Start(GraphStart graph)
    {
        if (_runsGraphs && graph.Dispatcher is null)
        {
            var runner = new GraphRunner(graph.Interpreter, Self, this, _settings.SyncProcessingLimit);
            if (!runner.Run()) (_running ??= new List<GraphRunner>(2)).Add(runner);
            return;
        }

        var props = Actor.Props.CreateBy(new GraphActor.Producer(graph.Interpreter, _settings.SyncProcessingLimit));
        var dispatcher = graph.Dispatcher ?? _settings.Dispatcher;
        Context.ActorOf(dispatcher.Length == 0 ? props : props.WithDispatcher(dispatcher));
    }

    /// <summary>Graphs are waiting in the queue.</summary>
    internal sealed class StartGraphs : IDeadLetterSuppression
    {
        internal static readonly StartGraphs Instance = new();
    }

    /// <summary>Asks for the actors of the graphs that run.</summary>
    public sealed class GetChildren
    {
        /// <summary>The one instance.</summary>
        public static readonly GetChildren Instance = new();

        private GetChildren() { }
    }

    /// <summary>Answers <see cref="GetChildren"/>.</summary>
    public sealed record Children(IReadOnlyCollection<IActorRef> Refs);

    /// <summary>Ends all graphs abruptly.</summary>
    public sealed class StopChildren
    {
        /// <summary>The one instance.</summary>
        public static readonly StopChildren Instance = new();

        private StopChildren() { }
    }

    /// <summary>Answers <see cref="StopChildren"/>.</summary>
    public sealed class StoppedChildren
    {
        /// <summary>The one instance.</summary>
        public static readonly StoppedChildren Instance = new();

        private StoppedChildren() { }
    }

    /// <summary>Asks for a dump; understood and ignored.</summary>
    public sealed class PrintDebugDump
    {
        /// <summary>The one instance.</summary>
        public static readonly PrintDebugDump Instance = new();

        private PrintDebugDump() { }
    }

    private sealed class Producer(ActorMaterializerSettings settings, GraphQueue graphs, bool runsGraphs) : IIndirectActorProducer
    {
        public Type ActorType => typeof(StreamSupervisor);

        public ActorBase Produce() => new StreamSupervisor(settings, graphs, runsGraphs);

        public void Release(ActorBase actor) { }
    }
}
