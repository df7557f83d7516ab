using Akka.Actor;

namespace Akka.Routing;

/// <summary>Has listeners that subscribe by message.</summary>
public interface IListeners
{
    /// <summary>The listeners.</summary>
    ListenerSupport Listeners { get; }
}

/// <summary>A message about listeners.</summary>
public abstract class ListenerMessage;

/// <summary>Subscribes a listener.</summary>
public sealed class Listen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who listens.</summary>
    public IActorRef Listener { get; } = listener;
}

/// <summary>Ends <see cref="Listen"/>.</summary>
public sealed class Deafen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who listened.</summary>
    public IActorRef Listener { get; } = listener;
}

/// <summary>Calls a function with every listener.</summary>
public sealed class WithListeners(Action<IActorRef> listenerFunction) : ListenerMessage
{
    /// <summary>Called in the actor that has the listeners.</summary>
    public Action<IActorRef> ListenerFunction { get; } = listenerFunction;
}

/// <summary>A set of listeners. Not thread-safe: it belongs to its actor.</summary>
public class ListenerSupport
{
    /// <summary>The listeners.</summary>
    protected readonly HashSet<IActorRef> Listeners = [];

    /// <summary>Handles <see cref="Listen"/>, <see cref="Deafen"/> and <see cref="WithListeners"/>; false for any other message.</summary>
    public Receive ListenerReceive => Handle;

    /// <summary>Adds a listener.</summary>
    public void Add(IActorRef actor) => Listeners.Add(actor);

    /// <summary>Removes a listener.</summary>
    public void Remove(IActorRef actor) => Listeners.Remove(actor);

    /// <summary>Sends a message to all, from the actor that runs.</summary>
    public void Gossip(object message) => Gossip(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Sends a message to all.</summary>
    public void Gossip(object message, IActorRef sender)
    {
        foreach (var listener in Listeners) listener.Tell(message, sender);
    }

    private bool Handle(object message)
    {
        switch (message)
        {
            case Listen listen:
                Add(listen.Listener);
                return true;
            case Deafen deafen:
                Remove(deafen.Listener);
                return true;
            case WithListeners with:
                foreach (var listener in Listeners) with.ListenerFunction(listener);
                return true;
            default:
                return false;
        }
    }
}
