using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Messages between persistent actors and their journal.</summary>
public interface IJournalMessage;

/// <summary>To the journal.</summary>
public interface IJournalRequest : IJournalMessage;

/// <summary>From the journal.</summary>
public interface IJournalResponse : IJournalMessage;

/// <summary>Write a batch in order; each event is confirmed or refused on its own after one message for the whole.</summary>
/// <param name="Messages">Atomic writes and deferred messages, in order.</param>
/// <param name="PersistentActor">Who is told.</param>
/// <param name="ActorInstanceId">Incarnation that asks; answers to an earlier one are ignored.</param>
public sealed record WriteMessages(IEnumerable<IPersistentEnvelope> Messages, IActorRef PersistentActor, int ActorInstanceId) : IJournalRequest;

/// <summary>The batch was taken; an answer for each event follows.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    /// <summary>The one instance.</summary>
    public static readonly WriteMessagesSuccessful Instance = new();

    private WriteMessagesSuccessful()
    {
    }
}

/// <summary>The batch as a whole failed; a <see cref="WriteMessageFailure"/> for each event follows.</summary>
/// <param name="Cause">Why.</param>
/// <param name="WriteCount">Number of events concerned.</param>
public sealed record WriteMessagesFailed(Exception Cause, int WriteCount) : IJournalResponse;

/// <summary>One event is durable.</summary>
public sealed record WriteMessageSuccess(IPersistentRepresentation Persistent, int ActorInstanceId) : IJournalResponse, INoSerializationVerificationNeeded;

/// <summary>The journal refused one event (it cannot be serialized, say); nothing of its atomic write is stored.</summary>
public sealed record WriteMessageRejected(IPersistentRepresentation Persistent, Exception Cause, int ActorInstanceId) : IJournalResponse, INoSerializationVerificationNeeded;

/// <summary>Whether the event is stored is not known; the persistent actor stops.</summary>
public sealed record WriteMessageFailure(IPersistentRepresentation Persistent, Exception Cause, int ActorInstanceId) : IJournalResponse, INoSerializationVerificationNeeded;

/// <summary>A deferred message comes back in its place.</summary>
public sealed record LoopMessageSuccess(object Message, int ActorInstanceId) : IJournalResponse, INoSerializationVerificationNeeded;

/// <summary>Read events back, both bounds included.</summary>
public sealed record ReplayMessages(long FromSequenceNr, long ToSequenceNr, long Max, string PersistenceId, IActorRef PersistentActor) : IJournalRequest;

/// <summary>One event read back.</summary>
public sealed record ReplayedMessage(IPersistentRepresentation Persistent) : IJournalResponse, IDeadLetterSuppression, INoSerializationVerificationNeeded;

/// <summary>The replay is over.</summary>
/// <param name="HighestSequenceNr">Highest number ever stored for the id, which may lie beyond what was replayed.</param>
public sealed record RecoverySuccess(long HighestSequenceNr) : IJournalResponse, IDeadLetterSuppression;

/// <summary>The replay broke off.</summary>
public sealed record ReplayMessagesFailure(Exception Cause) : IJournalResponse, IDeadLetterSuppression;

/// <summary>Delete events up to a number, included. The sequence goes on after it all the same.</summary>
public sealed record DeleteMessagesTo(string PersistenceId, long ToSequenceNr, IActorRef PersistentActor) : IJournalRequest;

/// <summary>The events are gone.</summary>
public sealed record DeleteMessagesSuccess(long ToSequenceNr) : IJournalResponse;

/// <summary>The events may still be there.</summary>
public sealed record DeleteMessagesFailure(Exception Cause, long ToSequenceNr) : IJournalResponse;
