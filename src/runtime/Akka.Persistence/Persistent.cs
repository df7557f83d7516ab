using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Anything that travels to the journal in a batch: an atomic write, or a message that only keeps its place in the order.</summary>
public interface IPersistentEnvelope
{
    /// <summary>The event, the list of events, or the deferred message.</summary>
    object Payload { get; }

    /// <summary>Who sent the command that led here; handlers run with this sender.</summary>
    IActorRef? Sender { get; }

    /// <summary>Number of events inside; 1 for a deferred message.</summary>
    int Size { get; }
}

/// <summary>A deferred message: it passes through the journal unwritten, so that its handler runs after the events before it.</summary>
public sealed class NonPersistentMessage(object payload, IActorRef? sender) : IPersistentEnvelope
{
    /// <inheritdoc />
    public object Payload { get; } = payload;

    /// <inheritdoc />
    public IActorRef? Sender { get; } = sender;

    /// <inheritdoc />
    public int Size => 1;
}

/// <summary>Events of one persistent actor that are stored all or none.</summary>
public sealed class AtomicWrite : IPersistentEnvelope
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    /// <summary>One event.</summary>
    public AtomicWrite(IPersistentRepresentation @event) : this(ImmutableArray.Create(@event))
    {
    }

    /// <summary>Several events.</summary>
    /// <exception cref="ArgumentException">The list is empty or mixes persistence ids.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload.Count == 0) throw new ArgumentException("An atomic write needs at least one event.", nameof(payload));

        var first = payload[0];
        for (var i = 1; i < payload.Count; i++)
        {
            if (payload[i].PersistenceId != first.PersistenceId)
            {
                throw new ArgumentException($"An atomic write is for one persistence id, not for {first.PersistenceId} and {payload[i].PersistenceId}.", nameof(payload));
            }
        }

        _events = payload;
    }

    /// <summary>The events as <see cref="IImmutableList{T}"/> of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload => _events;

    /// <inheritdoc />
    public IActorRef? Sender => ActorRefs.NoSender;

    /// <inheritdoc />
    public int Size => _events.Count;

    /// <summary>The persistence id that all events share.</summary>
    public string PersistenceId => _events[0].PersistenceId;

    /// <summary>Sequence number of the first event.</summary>
    public long LowestSequenceNr => _events[0].SequenceNr;

    /// <summary>Sequence number of the last event.</summary>
    public long HighestSequenceNr => _events[^1].SequenceNr;

    internal IImmutableList<IPersistentRepresentation> Events => _events;
}

/// <summary>One event with what the journal must keep of it.</summary>
public interface IPersistentRepresentation
{
    /// <summary>The event itself.</summary>
    object Payload { get; }

    /// <summary>Type hint that the serializer wrote; empty when it needs none.</summary>
    string Manifest { get; }

    /// <summary>Whose event it is.</summary>
    string PersistenceId { get; }

    /// <summary>Position among the events of that id, from 1.</summary>
    long SequenceNr { get; }

    /// <summary>Names the incarnation that wrote it.</summary>
    string WriterGuid { get; }

    /// <summary>Only journals that mark instead of delete use it.</summary>
    bool IsDeleted { get; }

    /// <summary>Sender of the command; not stored.</summary>
    IActorRef? Sender { get; }

    /// <summary>UTC ticks at which the journal took it; 0 when unknown.</summary>
    long Timestamp { get; }

    /// <summary>A copy with another payload.</summary>
    IPersistentRepresentation WithPayload(object payload);

    /// <summary>A copy with another manifest.</summary>
    IPersistentRepresentation WithManifest(string manifest);

    /// <summary>A copy with another time.</summary>
    IPersistentRepresentation WithTimestamp(long newTimestamp);

    /// <summary>A copy with the fields that a journal sets.</summary>
    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef? sender, string writerGuid);
}

/// <inheritdoc cref="IPersistentRepresentation"/>
public sealed class Persistent(
    object payload,
    long sequenceNr = 0,
    string? persistenceId = null,
    string? manifest = null,
    bool isDeleted = false,
    IActorRef? sender = null,
    string? writerGuid = null,
    long timestamp = 0) : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    /// <summary>Stands for "not known".</summary>
    public static string Undefined { get; } = string.Empty;

    /// <inheritdoc />
    public object Payload { get; } = payload;

    /// <inheritdoc />
    public long SequenceNr { get; } = sequenceNr;

    /// <inheritdoc />
    public string PersistenceId { get; } = persistenceId ?? Undefined;

    /// <inheritdoc />
    public string Manifest { get; } = manifest ?? Undefined;

    /// <inheritdoc />
    public bool IsDeleted { get; } = isDeleted;

    /// <inheritdoc />
    public IActorRef? Sender { get; } = sender;

    /// <inheritdoc />
    public string WriterGuid { get; } = writerGuid ?? Undefined;

    /// <inheritdoc />
    public long Timestamp { get; } = timestamp;

    /// <inheritdoc />
    public IPersistentRepresentation WithPayload(object payload) => new Persistent(payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithManifest(string manifest) =>
        Manifest == manifest ? this : new Persistent(Payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        Timestamp == newTimestamp ? this : new Persistent(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, newTimestamp);

    /// <inheritdoc />
    public IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef? sender, string writerGuid) =>
        new Persistent(Payload, sequenceNr, persistenceId, Manifest, isDeleted, sender, writerGuid, Timestamp);

    /// <inheritdoc />
    public bool Equals(IPersistentRepresentation? other) =>
        other is not null
        && SequenceNr == other.SequenceNr
        && PersistenceId == other.PersistenceId
        && Manifest == other.Manifest
        && IsDeleted == other.IsDeleted
        && WriterGuid == other.WriterGuid
        && Equals(Payload, other.Payload);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as IPersistentRepresentation);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, WriterGuid);

    /// <inheritdoc />
    public override string ToString() => $"Persistent<{PersistenceId}#{SequenceNr}: {Payload.GetType().Name}>";
}
