using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Persistent actor that handles commands and events as plain objects and says what it handled.</summary>
public abstract class PersistentActor : Eventsourced;

/// <summary>Persistent actor that handles commands and events as plain objects.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <inheritdoc />
    protected override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc />
    protected override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Handles a command.</summary>
    protected abstract void OnCommand(object message);

    /// <summary>Handles an event or a snapshot while recovering.</summary>
    protected abstract void OnRecover(object message);

    /// <summary>Replaces the command behaviour.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(message =>
    {
        receive(message);
        return true;
    });

    /// <summary>Puts a command behaviour on top.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(message =>
    {
        receive(message);
        return true;
    });
}
