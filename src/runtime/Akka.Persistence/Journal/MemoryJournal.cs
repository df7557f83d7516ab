using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory for as long as the journal's actor lives. For tests and for gateways without a store.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly MemoryEvents _events = new();

    /// <summary>Where the events are; a subclass may share it.</summary>
    private protected virtual MemoryEvents Events => _events;

    /// <summary>The events by persistence id, oldest first.</summary>
    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => Events.ById;

    /// <summary>Stores one event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent) => Events.Add(persistent);

    /// <summary>Replaces one event by what the function makes of it.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater) =>
        Events.Update(pid, seqNr, updater);

    /// <summary>Deletes one event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr) =>
        Events.Delete(pid, @event => @event.SequenceNr == seqNr);

    /// <summary>Events between two numbers, both included.</summary>
    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max) => Events.Read(pid, fromSeqNr, toSeqNr, max);

    /// <summary>Highest number ever stored for the id; 0 when none.</summary>
    public long HighestSequenceNr(string pid) => Events.Highest(pid);

    /// <inheritdoc />
    protected override Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var write in messages)
        {
            // Tags are for queries; an actor gets its event back as it persisted it.
            foreach (var persistent in write.Events) Add(persistent.Payload is Tagged tagged ? persistent.WithPayload(tagged.Payload) : persistent);
        }

        return Task.FromResult<IImmutableList<Exception>?>(null);
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        Events.Delete(persistenceId, @event => @event.SequenceNr <= toSequenceNr);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var persistent in Read(persistenceId, fromSequenceNr, toSequenceNr, max)) recoveryCallback(persistent);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => Task.FromResult(HighestSequenceNr(persistenceId));
}

/// <summary>A journal in memory that all its instances in the process share.</summary>
public class SharedMemoryJournal : MemoryJournal
{
    private static readonly MemoryEvents Shared = new();

    private protected override MemoryEvents Events => Shared;
}

/// <summary>Events in memory. Thread-safe.</summary>
internal sealed class MemoryEvents
{
    private readonly object _gate = new();
    private readonly Dictionary<string, long> _highest = [];

    public ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> ById { get; } = new();

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        lock (_gate)
        {
            ById.GetOrAdd(persistent.PersistenceId, static _ => new LinkedList<IPersistentRepresentation>()).AddLast(persistent);
            _highest[persistent.PersistenceId] = Math.Max(_highest.GetValueOrDefault(persistent.PersistenceId), persistent.SequenceNr);
        }

        return ById;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater)
    {
        lock (_gate)
        {
            for (var node = ById.GetValueOrDefault(pid)?.First; node is not null; node = node.Next)
            {
                if (node.Value.SequenceNr == seqNr) node.Value = updater(node.Value);
            }
        }

        return ById;
    }

    /// <summary>The highest number stays known.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, Predicate<IPersistentRepresentation> which)
    {
        lock (_gate)
        {
            if (ById.TryGetValue(pid, out var events))
            {
                for (var node = events.First; node is not null;)
                {
                    var next = node.Next;
                    if (which(node.Value)) events.Remove(node);
                    node = next;
                }
            }
        }

        return ById;
    }

    public IReadOnlyList<IPersistentRepresentation> Read(string pid, long from, long to, long max)
    {
        lock (_gate)
        {
            return ById.TryGetValue(pid, out var events)
                ? [.. events.Where(@event => @event.SequenceNr >= from && @event.SequenceNr <= to).Take((int)Math.Min(max, int.MaxValue))]
                : [];
        }
    }

    public long Highest(string pid)
    {
        lock (_gate)
        {
            return _highest.GetValueOrDefault(pid);
        }
    }
}
