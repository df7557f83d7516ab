using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>An actor that runs graphs.</summary>
internal interface IGraphOwner
{
    /// <summary>Runs one more graph on this actor, from its next message on. Called on the actor's thread.</summary>
    void Adopt(GraphInterpreter interpreter);
}

/// <summary>Runs a graph on an actor: it is the message that asks for a batch of work, and there is at most one of it under way for a batch.</summary>
internal sealed class GraphRunner(GraphInterpreter interpreter, IActorRef actor, IGraphOwner owner, int eventLimit)
    : GraphInterpreter.IGraphHost, IDeadLetterSuppression, INotInfluenceReceiveTimeout
{
    private bool _started;

    /// <summary>From any thread.</summary>
    public void Wake() => actor.Tell(this, ActorRefs.NoSender);

    /// <summary>Starts the stages, or runs a batch; true when the graph has ended.</summary>
    internal bool Run()
    {
        if (!_started)
        {
            _started = true;
            interpreter.Self = actor;
            interpreter.Owner = owner;
            interpreter.Start(this);
        }

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
