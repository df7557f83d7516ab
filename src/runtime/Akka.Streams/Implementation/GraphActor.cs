using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>Lends a graph its thread: one message a batch of work. Stops with the graph; when stopped before, the graph ends abruptly.</summary>
internal sealed class GraphActor : ActorBase, GraphInterpreter.IGraphHost
{
    private readonly GraphInterpreter _interpreter;
    private readonly int _eventLimit;
    private readonly IActorRef _self;

    private GraphActor(GraphInterpreter interpreter, int eventLimit)
    {
        _interpreter = interpreter;
        _eventLimit = eventLimit;
        _self = Self;
    }

    public void Wake() => _self.Tell(RunGraph.Instance, ActorRefs.NoSender);

    protected override void PreStart()
    {
        _interpreter.Self = _self;
        _interpreter.Start(this);
        Run();
    }

    protected override bool Receive(object message)
    {
        if (message is not RunGraph) return false;
        Run();
        return true;
    }

    protected override void PostStop()
    {
        if (!_interpreter.IsCompleted) _interpreter.Abort();
    }

    private void Run()
    {
        var more = _interpreter.Run(_eventLimit);
        if (_interpreter.IsCompleted)
        {
            _interpreter.Close();
            Context.Stop(_self);
        }
        else if (more)
        {
            Wake();
        }
    }

    internal sealed class Producer(GraphInterpreter interpreter, int eventLimit) : IIndirectActorProducer
    {
        public Type ActorType => typeof(GraphActor);

        public ActorBase Produce() => new GraphActor(interpreter, eventLimit);

        public void Release(ActorBase actor) { }
    }

    private sealed class RunGraph : IDeadLetterSuppression, INotInfluenceReceiveTimeout
    {
        internal static readonly RunGraph Instance = new();
    }
}
