using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory for as long as the actor system lives. For tests and for gateways without a store.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Stream> _streams = [];

    /// <inheritdoc />
    protected override Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        lock (_gate)
        {
            foreach (var write in messages)
            {
                if (!_streams.TryGetValue(write.PersistenceId, out var stream)) _streams[write.PersistenceId] = stream = new Stream();
                stream.Events.AddRange(write.Events);
                stream.Highest = Math.Max(stream.Highest, write.HighestSequenceNr);
            }
        }

        return Task.FromResult<IImmutableList<Exception>?>(null);
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        lock (_gate)
        {
            if (_streams.TryGetValue(persistenceId, out var stream)) stream.Events.RemoveAll(@event => @event.SequenceNr <= toSequenceNr);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        IPersistentRepresentation[] events;
        lock (_gate)
        {
            events = _streams.TryGetValue(persistenceId, out var stream) ? [.. stream.Events] : [];
        }

        var left = max;
        foreach (var @event in events)
        {
            if (@event.SequenceNr < fromSequenceNr || @event.SequenceNr > toSequenceNr) continue;
            if (left-- <= 0) break;
            recoveryCallback(@event);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        lock (_gate)
        {
            return Task.FromResult(_streams.TryGetValue(persistenceId, out var stream) ? stream.Highest : 0L);
        }
    }

    private sealed class Stream
    {
        public readonly List<IPersistentRepresentation> Events = [];
        public long Highest;
    }
}
