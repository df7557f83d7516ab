using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>Runs a graph on an actor: it is the message that asks for a batch of work, and there is at most one of it under way for a batch.</summary>
internal sealed class GraphRunner(GraphInterpreter interpreter, IActorRef actor, int eventLimit)
    : GraphInterpreter.IGraphHost, IDeadLetterSuppression, INotInfluenceReceiveTimeout
{
    /// <summary>From any thread.</summary>
    public void Wake() => actor.Tell(this, ActorRefs.NoSender);

    /// <summary>Starts the stages; true when the graph has ended already.</summary>
    internal bool Start()
    {
        interpreter.Self = actor;
        interpreter.Start(this);
        return Run();
    }

    /// <summary>Runs a batch; true when the graph has ended.</summary>
    internal bool Run()
    {
        if (interpreter.IsCompleted) return true;
        var more = interpreter.Run(eventLimit);
        if (interpreter.IsCompleted)
        {
            interpreter.Close();
            return true;
        }

        if (more) Wake();
        return false;
    }

    /// <summary>The actor stops: what still runs ends abruptly.</summary>
    internal void Abort()
    {
        if (!interpreter.IsCompleted) interpreter.Abort();
    }
}
