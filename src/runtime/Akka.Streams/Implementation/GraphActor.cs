using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>Lends a graph, and the graphs that its stages run within it, a thread. Stops with the last of them; when stopped before, they end abruptly.</summary>
internal sealed class GraphActor : ActorBase, IGraphOwner
{
    private readonly int _eventLimit;
    private GraphRunner? _first;
    private List<GraphRunner>? _adopted;   // most graphs have none within

    private GraphActor(GraphInterpreter interpreter, int eventLimit)
    {
        _eventLimit = eventLimit;
        _first = new GraphRunner(interpreter, Self, this, eventLimit);
    }

    public void Adopt(GraphInterpreter interpreter)
    {
        var runner = new GraphRunner(interpreter, Self, this, _eventLimit);
        (_adopted ??= new List<GraphRunner>(2)).Add(runner);
        runner.Wake();
    }

    protected override void PreStart() => Run(_first!);

    protected override bool Receive(object message)
    {
        if (message is not GraphRunner runner) return false;
        Run(runner);
        return true;
    }

    protected override void PostStop()
    {
        _first?.Abort();
        foreach (var runner in _adopted ?? []) runner.Abort();
    }

    private void Run(GraphRunner runner)
    {
        if (!runner.Run()) return;
        if (runner == _first) _first = null;
        else _adopted?.Remove(runner);
        if (_first is null && _adopted is not { Count: > 0 }) Context.Stop(Self);
    }

    internal sealed class Producer(GraphInterpreter interpreter, int eventLimit) : IIndirectActorProducer
    {
        public Type ActorType => typeof(GraphActor);

        public ActorBase Produce() => new GraphActor(interpreter, eventLimit);

        public void Release(ActorBase actor) { }
    }
}
