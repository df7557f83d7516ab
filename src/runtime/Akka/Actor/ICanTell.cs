namespace Akka.Actor;

/// <summary>Anything a message can be sent to: a reference or a selection.</summary>
public interface ICanTell
{
    /// <summary>Enqueues <paramref name="message"/>; never blocks and never throws on a dead recipient.</summary>
    /// <param name="message">The message, not null and immutable.</param>
    /// <param name="sender">Who an answer goes to; <see cref="ActorRefs.NoSender"/> for none.</param>
    void Tell(object message, IActorRef? sender);
}
