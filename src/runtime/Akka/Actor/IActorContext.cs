using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Creates actors and finds them.</summary>
public interface IActorRefFactory
{
    /// <summary>Starts an actor under this parent.</summary>
    /// <param name="name">A name unique among the siblings; null = one is made up ("$a", "$b" ...).</param>
    /// <exception cref="InvalidActorNameException">The name is taken, empty or not allowed.</exception>
    IActorRef ActorOf(Props props, string? name = null);
    ActorSelection ActorSelection(ActorPath actorPath);
    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Death watch.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when <paramref name="subject"/> stops; at once if it already has.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>As <see cref="Watch"/>, with a message of the caller's own.</summary>
    /// <exception cref="InvalidOperationException">The subject is already watched with another message.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends the watch; a notification already in the mailbox is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of its cell. Valid only on the thread that runs the actor.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }
    Props Props { get; }

    /// <summary>Who sent the current message; dead letters when nobody did.</summary>
    IActorRef Sender { get; }
    ActorSystem System { get; }
    IActorRef Parent { get; }
    MessageDispatcher Dispatcher { get; }
    TimeSpan? ReceiveTimeout { get; }

    void Become(Receive receive);
    void BecomeStacked(Receive receive);
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sends <see cref="Actor.ReceiveTimeout"/> after each time without messages; null ends it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child, or the actor itself.</summary>
    void Stop(IActorRef child);
}

public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>Handles a message; false = not handled.</summary>
public delegate bool Receive(object message);

public delegate void UntypedReceive(object message);
