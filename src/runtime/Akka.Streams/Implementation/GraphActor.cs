using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>Lends a graph its thread. Stops with the graph; when stopped before, the graph ends abruptly.</summary>
internal sealed class GraphActor : ActorBase
{
    private readonly GraphRunner _runner;

    private GraphActor(GraphInterpreter interpreter, int eventLimit) => _runner = new GraphRunner(interpreter, Self, eventLimit);

    protected override void PreStart()
    {
        if (_runner.Start()) Context.Stop(Self);
    }

    protected override bool Receive(object message)
    {
        if (!ReferenceEquals(message, _runner)) return false;
        if (_runner.Run()) Context.Stop(Self);
        return true;
    }

    protected override void PostStop() => _runner.Abort();

    internal sealed class Producer(GraphInterpreter interpreter, int eventLimit) : IIndirectActorProducer
    {
        public Type ActorType => typeof(GraphActor);

        public ActorBase Produce() => new GraphActor(interpreter, eventLimit);

        public void Release(ActorBase actor) { }
    }
}
