using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message between cells. It goes before user messages and is processed while the mailbox is suspended.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

/// <summary>Held back while an actor waits for its children to stop before it restarts.</summary>
internal interface IStashWhenWaitingForChildren;

/// <summary>Held back while the actor has failed and its supervisor has not decided.</summary>
internal interface IStashWhenFailed;

/// <summary>A system message is a node of the mailbox's list; it must not be sent to two recipients.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next;

    /// <summary>True for a message that is in no list.</summary>
    internal bool Unlinked => Next is null;
}

/// <summary>The end mark of a closed system queue, and a message without meaning.</summary>
public sealed class NoMessage : SystemMessage
{
    public override string ToString() => "<NoMessage>";
}

/// <summary>The first message of a cell: construct the actor.</summary>
public sealed class Create : SystemMessage
{
    public Create(ActorInitializationException? failure = null) => Failure = failure;
    public ActorInitializationException? Failure { get; }
    public override string ToString() => "<Create>" + (Failure is null ? "" : $" Failure: {Failure}");
}

/// <summary>Replace the actor's instance.</summary>
public sealed class Recreate : SystemMessage, IStashWhenWaitingForChildren
{
    public Recreate(Exception? cause) => Cause = cause;
    public Exception? Cause { get; }
    public override string ToString() => "<Recreate>" + (Cause is null ? "" : $" Cause: {Cause}");
}

/// <summary>Stop processing user messages.</summary>
public sealed class Suspend : SystemMessage, IStashWhenWaitingForChildren
{
    public override string ToString() => "<Suspend>";
}

/// <summary>Undo one <see cref="Suspend"/>.</summary>
public sealed class Resume : SystemMessage, IStashWhenWaitingForChildren
{
    public Resume(Exception? causedByFailure) => CausedByFailure = causedByFailure;
    public Exception? CausedByFailure { get; }
    public override string ToString() => "<Resume>" + (CausedByFailure is null ? "" : $": {CausedByFailure}");
}

/// <summary>Stop children, then yourself.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}

/// <summary>Tells the parent that a child exists.</summary>
public sealed class Supervise : SystemMessage
{
    public Supervise(IActorRef child, bool async)
    {
        Child = child;
        Async = async;
    }

    public IActorRef Child { get; }
    public bool Async { get; }
    public override string ToString() => $"<Supervise>: {Child}{(Async ? " (async)" : "")}";
}

/// <summary>Adds a watcher.</summary>
public sealed class Watch : SystemMessage
{
    public Watch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    public IInternalActorRef Watchee { get; }
    public IInternalActorRef Watcher { get; }
    public override string ToString() => $"<Watch>: {Watcher} wants to watch {Watchee}";
}

/// <summary>Removes a watcher.</summary>
public sealed class Unwatch : SystemMessage
{
    public Unwatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    public IInternalActorRef Watchee { get; }
    public IInternalActorRef Watcher { get; }
    public override string ToString() => $"<Unwatch>: {Watcher} wants to unwatch {Watchee}";
}

/// <summary>An actor that the recipient watches or supervises is dead.</summary>
public sealed class DeathWatchNotification : SystemMessage, IDeadLetterSuppression
{
    public DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        Actor = actor;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    public IActorRef Actor { get; }
    public bool ExistenceConfirmed { get; }
    public bool AddressTerminated { get; }
    public override string ToString() => $"<DeathWatchNotification>: {Actor}";
}

/// <summary>A child failed; the supervisor decides.</summary>
public sealed class Failed : SystemMessage, IStashWhenFailed, IStashWhenWaitingForChildren
{
    public Failed(IActorRef child, Exception cause, long uid)
    {
        Child = child;
        Cause = cause;
        Uid = uid;
    }

    public IActorRef Child { get; }
    public Exception Cause { get; }
    public long Uid { get; }
    public override string ToString() => $"<Failed>: {Child} ({Uid}) with cause {Cause}";
}

/// <summary>Sent to the guardian of system services by actors that want to clean up before it stops.</summary>
internal sealed class RegisterTerminationHook
{
    public static readonly RegisterTerminationHook Instance = new();
}

/// <summary>Asks a registered service to clean up.</summary>
internal sealed class TerminationHook
{
    public static readonly TerminationHook Instance = new();
}

/// <summary>A service has cleaned up.</summary>
internal sealed class TerminationHookDone
{
    public static readonly TerminationHookDone Instance = new();
}

/// <summary>Asks a guardian to stop one of its children.</summary>
internal sealed class StopChild
{
    public StopChild(IActorRef child) => Child = child;
    public IActorRef Child { get; }
}
