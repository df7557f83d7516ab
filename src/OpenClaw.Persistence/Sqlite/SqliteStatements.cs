using Microsoft.Data.Sqlite;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>The writer's prepared statements. Used by the writer's thread alone.</summary>
internal sealed class SqliteStatements : IDisposable
{
    // Streams that were seen lately; an id costs one look-up, not one an event. Bounded: emptied when full.
    private const int KnownStreamsCapacity = 16_384;

    private readonly Dictionary<string, long> _knownStreams = new(StringComparer.Ordinal);
    private readonly SqliteCommand _insertEvent;
    private readonly SqliteCommand _insertStream;
    private readonly SqliteCommand _findStream;
    private readonly SqliteCommand _markDeleted;
    private readonly SqliteCommand _deleteEvents;
    private readonly SqliteCommand _upsertSnapshot;
    private readonly SqliteCommand _deleteSnapshots;
    private readonly SqliteCommand _upsertIndex;
    private readonly SqliteCommand _deleteIndex;
    private readonly SqliteCommand _deleteExpired;

    public SqliteStatements(SqliteConnection connection)
    {
        _insertEvent = Prepare(connection,
            "INSERT INTO events(stream_id, sequence_nr, manifest, payload, writer_guid, written_at_ms) VALUES($stream, $nr, $manifest, $payload, $writer, $at)",
            "$stream", "$nr", "$manifest", "$payload", "$writer", "$at");
        _insertStream = Prepare(connection, "INSERT INTO streams(persistence_id) VALUES($id) ON CONFLICT(persistence_id) DO NOTHING", "$id");
        _findStream = Prepare(connection, "SELECT stream_id FROM streams WHERE persistence_id = $id", "$id");
        // The number must stay known when its events are gone: the sequence never starts again.
        _markDeleted = Prepare(connection,
            """
            UPDATE streams SET deleted_to = MAX(deleted_to, MIN($to, COALESCE((SELECT MAX(sequence_nr) FROM events WHERE stream_id = $stream), 0)))
            WHERE stream_id = $stream
            """,
            "$to", "$stream");
        _deleteEvents = Prepare(connection, "DELETE FROM events WHERE stream_id = $stream AND sequence_nr <= $to", "$stream", "$to");
        _upsertSnapshot = Prepare(connection,
            """
            INSERT INTO snapshots(persistence_id, sequence_nr, taken_at_ms, manifest, payload) VALUES($id, $nr, $at, $manifest, $payload)
            ON CONFLICT(persistence_id, sequence_nr) DO UPDATE SET taken_at_ms = excluded.taken_at_ms, manifest = excluded.manifest, payload = excluded.payload
            """,
            "$id", "$nr", "$at", "$manifest", "$payload");
        _deleteSnapshots = Prepare(connection,
            "DELETE FROM snapshots WHERE persistence_id = $id AND sequence_nr BETWEEN $minNr AND $maxNr AND taken_at_ms BETWEEN $minAt AND $maxAt",
            "$id", "$minNr", "$maxNr", "$minAt", "$maxAt");
        _upsertIndex = Prepare(connection,
            """
            INSERT INTO index_rows(collection, key, manifest, payload, expires_at_ms) VALUES($collection, $key, $manifest, $payload, $expires)
            ON CONFLICT(collection, key) DO UPDATE SET manifest = excluded.manifest, payload = excluded.payload, expires_at_ms = excluded.expires_at_ms
            """,
            "$collection", "$key", "$manifest", "$payload", "$expires");
        _deleteIndex = Prepare(connection, "DELETE FROM index_rows WHERE collection = $collection AND key = $key", "$collection", "$key");
        _deleteExpired = Prepare(connection, "DELETE FROM index_rows WHERE expires_at_ms <= $now", "$now");
    }

    /// <summary>Joins all statements to the batch's transaction.</summary>
    public void Use(SqliteTransaction transaction)
    {
        foreach (var command in All()) command.Transaction = transaction;
    }

    public void InsertEvent(in EventRow row)
    {
        var values = _insertEvent.Parameters;
        values[0].Value = StreamId(row.PersistenceId);
        values[1].Value = row.SequenceNr;
        values[2].Value = row.Manifest;
        values[3].Value = row.Payload;
        values[4].Value = row.WriterGuid;
        values[5].Value = row.WrittenAtMs;
        _insertEvent.ExecuteNonQuery();
    }

    public void DeleteEvents(string persistenceId, long toSequenceNr)
    {
        var stream = StreamId(persistenceId);
        _markDeleted.Parameters[0].Value = toSequenceNr;
        _markDeleted.Parameters[1].Value = stream;
        _markDeleted.ExecuteNonQuery();
        _deleteEvents.Parameters[0].Value = stream;
        _deleteEvents.Parameters[1].Value = toSequenceNr;
        _deleteEvents.ExecuteNonQuery();
    }

    public void UpsertSnapshot(in SnapshotRow row)
    {
        var values = _upsertSnapshot.Parameters;
        values[0].Value = row.PersistenceId;
        values[1].Value = row.SequenceNr;
        values[2].Value = row.TakenAtMs;
        values[3].Value = row.Manifest;
        values[4].Value = row.Payload;
        _upsertSnapshot.ExecuteNonQuery();
    }

    public void DeleteSnapshots(string persistenceId, SnapshotBounds bounds)
    {
        _deleteSnapshots.Parameters[0].Value = persistenceId;
        Bind(_deleteSnapshots, bounds);
        _deleteSnapshots.ExecuteNonQuery();
    }

    public void ChangeIndex(in IndexRow row)
    {
        var command = row.Payload is null ? _deleteIndex : _upsertIndex;
        var values = command.Parameters;
        values[0].Value = row.Collection;
        values[1].Value = row.Key;
        if (row.Payload is not null)
        {
            values[2].Value = row.Manifest;
            values[3].Value = row.Payload;
            values[4].Value = (object?)row.ExpiresAtMs ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    public void DeleteExpiredIndex(long nowMs)
    {
        _deleteExpired.Parameters[0].Value = nowMs;
        _deleteExpired.ExecuteNonQuery();
    }

    public static void Bind(SqliteCommand command, SnapshotBounds bounds)
    {
        Set("$minNr", bounds.MinSequenceNr);
        Set("$maxNr", bounds.MaxSequenceNr);
        Set("$minAt", bounds.MinTakenAtMs);
        Set("$maxAt", bounds.MaxTakenAtMs);

        void Set(string name, long value)
        {
            if (command.Parameters.Contains(name)) command.Parameters[name].Value = value;
            else command.Parameters.AddWithValue(name, value);
        }
    }

    /// <summary>Forgets cached ids; called after a rolled-back batch, whose new streams do not exist.</summary>
    public void Forget() => _knownStreams.Clear();

    public void Dispose()
    {
        foreach (var command in All()) command.Dispose();
    }

    private long StreamId(string persistenceId)
    {
        if (_knownStreams.TryGetValue(persistenceId, out var known)) return known;

        _insertStream.Parameters[0].Value = persistenceId;
        _insertStream.ExecuteNonQuery();
        _findStream.Parameters[0].Value = persistenceId;
        var id = (long)_findStream.ExecuteScalar()!;
        if (_knownStreams.Count >= KnownStreamsCapacity) _knownStreams.Clear();
        _knownStreams[persistenceId] = id;
        return id;
    }

    private IEnumerable<SqliteCommand> All() => [_insertEvent, _insertStream, _findStream, _markDeleted, _deleteEvents, _upsertSnapshot, _deleteSnapshots, _upsertIndex, _deleteIndex, _deleteExpired];

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }
}
