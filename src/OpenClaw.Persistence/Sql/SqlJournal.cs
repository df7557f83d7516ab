using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using OpenClaw.Domain.Journal;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Sql;

/// <summary>Journal plug-in over a SQL store: <c>akka.persistence.journal.sql</c>.</summary>
/// <remarks>
/// The same bytes under either actor runtime: it is written against the public plug-in class alone. The store and the payload
/// registry come from the actor system's <see cref="SqlPersistence"/> setup. An <see cref="IndexedEvent"/> is stored and replayed as its event;
/// the rows that it changes are written in the same transaction.
/// </remarks>
public sealed class SqlJournal : AsyncWriteJournal
{
    private readonly ISqlStore _store;
    private readonly PayloadRegistry _payloads;
    private readonly TimeProvider _time;

    /// <param name="config">The plug-in's section; nothing is read from it: where the store is comes from the user's configuration.</param>
    public SqlJournal(Config config)
    {
        _ = config;
        var setup = SqlPersistence.For(Context.System);
        _store = setup.Store;
        _payloads = setup.Payloads;
        _time = setup.Time;
    }

    /// <inheritdoc />
    protected override async Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages as IReadOnlyList<AtomicWrite> ?? messages.ToArray();
        var rejections = new Exception?[writes.Count];
        var events = new List<EventRow>(writes.Count);
        var index = new List<IndexRow>();
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();

        for (var i = 0; i < writes.Count; i++)
        {
            try
            {
                var changes = new List<IndexRow>();
                events.AddRange(Rows(writes[i], now, changes));
                index.AddRange(changes);
            }
            catch (Exception exception) when (exception is UnknownPayloadException or System.Text.Json.JsonException or NotSupportedException)
            {
                // What cannot be written at all is refused; the rest of the batch is stored.
                rejections[i] = exception;
            }
        }

        if (events.Count > 0)
        {
            // One actor's writes, and each was decided on what the one before it brings about: stored apart, the later could be there without the earlier.
            await _store.AppendAsync(events, index).ConfigureAwait(false);
        }

        return rejections.All(rejection => rejection is null) ? null : ImmutableArray.Create(rejections!)!;
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) => _store.DeleteEventsAsync(persistenceId, toSequenceNr);

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => _store.HighestSequenceNrAsync(persistenceId);

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        _store.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, row => recoveryCallback(new Akka.Persistence.Persistent(
            _payloads.Deserialize(row.Manifest, row.Payload),
            row.SequenceNr,
            row.PersistenceId,
            row.Manifest,
            writerGuid: row.WriterGuid,
            timestamp: DateTimeOffset.FromUnixTimeMilliseconds(row.WrittenAtMs).UtcTicks)));

    private EventRow[] Rows(AtomicWrite write, long now, List<IndexRow> index)
    {
        var events = (IImmutableList<IPersistentRepresentation>)write.Payload;
        var rows = new EventRow[events.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var payload = events[i].Payload;
            if (payload is IndexedEvent indexed)
            {
                payload = indexed.Event;
                foreach (var change in indexed.Changes) index.Add(Row(change));
            }

            var (manifest, bytes) = _payloads.Serialize(payload);
            rows[i] = new EventRow(events[i].PersistenceId, events[i].SequenceNr, manifest, bytes, events[i].WriterGuid, now);
        }

        return rows;
    }

    private IndexRow Row(IndexChange change)
    {
        if (change.Row is null) return new IndexRow(change.Collection, change.Key, "", null, null);

        var (manifest, bytes) = _payloads.Serialize(change.Row);
        return new IndexRow(change.Collection, change.Key, manifest, bytes, change.ExpiresAt?.ToUnixTimeMilliseconds());
    }
}
