using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>Behaviour of a stage's actor reference.</summary>
public static class StageActorRef
{
    /// <summary>Receives the sender and the message, inside the stage. A watched actor's end arrives as <see cref="Terminated"/>.</summary>
    public delegate void Receive((IActorRef, object) args);
}

/// <summary>An actor reference that belongs to a stage: it can be told, watched and asked, and can watch.</summary>
public sealed class StageActor : IStageMailbox
{
    private readonly GraphStageLogic _logic;
    private readonly StageRef _ref;
    private StageActorRef.Receive _behaviour;

    internal StageActor(GraphStageLogic logic, StageActorRef.Receive behaviour, string name)
    {
        _logic = logic;
        _behaviour = behaviour;
        _ref = new StageRef(logic.Interpreter.Materializer, this, name);
    }

    /// <summary>The reference; safe to hand out.</summary>
    public IActorRef Ref => _ref;

    /// <summary>Watches an actor: its end arrives as <see cref="Terminated"/>.</summary>
    public void Watch(IActorRef actorRef) => _ref.Watch(actorRef);

    /// <summary>Watches no longer.</summary>
    public void Unwatch(IActorRef actorRef) => _ref.Unwatch(actorRef);

    /// <summary>Ends the reference: who watches it is told, later messages are dead letters.</summary>
    public void Stop() => _ref.Stop();

    /// <summary>Replaces the behaviour.</summary>
    public void Become(StageActorRef.Receive behaviour) => _behaviour = behaviour;

    bool IStageMailbox.Deliver(IActorRef sender, object message)
    {
        if (message is PoisonPill or Kill)
        {
            _logic.Interpreter.Materializer.Logger.Warning(
                "{0} message sent to StageActor({1}) will be ignored, since it is not a real Actor. Use a custom message type to communicate with it instead.",
                message, _ref.Path);
            return true;
        }

        return _logic.Post(static d => d.Actor._behaviour((d.Sender, d.Message)), (Actor: this, Sender: sender, Message: message));
    }
}
