using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The user part of a mailbox: many writers, one reader.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }
    int Count { get; }
    void Enqueue(IActorRef receiver, Envelope envelope);
    bool TryDequeue(out Envelope envelope);

    /// <summary>Moves what is left to <paramref name="deadletters"/>; the owner is dead.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
