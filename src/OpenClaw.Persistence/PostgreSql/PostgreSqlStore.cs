using System.Data;
using Npgsql;
using NpgsqlTypes;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Events, snapshots and the index in a PostgreSQL database.</summary>
/// <remarks>
/// One writer, as with SQLite: batches of many actors share a transaction and a round trip (<see cref="NpgsqlBatch"/>). Durability is
/// the server's <c>synchronous_commit</c>, which must stay on. While the server restarts, reads and writes wait for it.
/// </remarks>
internal sealed class PostgreSqlStore : ISqlStore
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlWriter _writer;
    private readonly PostgreSqlPatience _patience;
    private readonly GroupCommitWriter<PostgreSqlWork> _commits;
    private readonly StoreProbe _probe;
    private readonly Action<StoreState>? _changed;

    private PostgreSqlStore(NpgsqlDataSource source, PostgreSqlWriter writer, PostgreSqlPatience patience, TimeProvider time, Action<StoreState>? changed)
    {
        _source = source;
        _writer = writer;
        _patience = patience;
        _changed = changed;
        _commits = new GroupCommitWriter<PostgreSqlWork>(writer.CommitAsync);
        _probe = new StoreProbe(time, () => WriteAsync(Command("SELECT 1")), static failure => failure is StoreUnavailableException);
    }

    /// <param name="connectionString">In Npgsql's format.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long to wait for a server that does not answer yet.</param>
    /// <param name="changed">Told when the server goes away, and when it is back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">The server cannot be reached or the database used, or another gateway uses it.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(
        string connectionString, TimeProvider time, TimeSpan patience = default, Action<StoreState>? changed = null, CancellationToken cancellationToken = default)
    {
        var server = PostgreSqlAddress.Parse(connectionString);
        var availability = new StoreAvailability(time) { Changed = changed };
        var source = NpgsqlDataSource.Create(server.ReaderConnectionString);
        var patient = new PostgreSqlPatience(server, availability, time);
        var writer = new PostgreSqlWriter(server, patient);
        try
        {
            await writer.OpenAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var store = new PostgreSqlStore(source, writer, patient, time, changed);
        availability.Changed = store.OnChanged;
        return store;
    }

    public Task AppendAsync(IReadOnlyList<EventRow> events, IReadOnlyList<IndexRow> index)
    {
        var commands = new List<NpgsqlBatchCommand>(events.Count + index.Count + 1);
        if (events.Count > 0) commands.Add(Command("INSERT INTO openclaw_streams(persistence_id) VALUES($1) ON CONFLICT(persistence_id) DO NOTHING", events[0].PersistenceId));
        foreach (var row in events)
        {
            commands.Add(Command(
                """
                INSERT INTO openclaw_events(stream_id, sequence_nr, manifest, payload, writer_guid, written_at_ms)
                SELECT stream_id, $2, $3, $4, $5, $6 FROM openclaw_streams WHERE persistence_id = $1
                """,
                row.PersistenceId, row.SequenceNr, row.Manifest, row.Payload, row.WriterGuid, row.WrittenAtMs));
        }

        foreach (var row in index)
        {
            commands.Add(row.Payload is null
                ? Command("DELETE FROM openclaw_index_rows WHERE collection = $1 AND key = $2", row.Collection, row.Key)
                : Command(
                    """
                    INSERT INTO openclaw_index_rows(collection, key, manifest, payload, expires_at_ms) VALUES($1, $2, $3, $4, NULLIF($5, -1))
                    ON CONFLICT(collection, key) DO UPDATE SET manifest = excluded.manifest, payload = excluded.payload, expires_at_ms = excluded.expires_at_ms
                    """,
                    row.Collection, row.Key, row.Manifest, row.Payload, row.ExpiresAtMs ?? -1L));
        }

        return _commits.WriteAsync(new PostgreSqlWork(commands, events.Count > 0 ? events[0] : null));
    }

    public Task DeleteExpiredIndexAsync(long nowMs) => WriteAsync(Command("DELETE FROM openclaw_index_rows WHERE expires_at_ms <= $1", nowMs));

    public Task ReadIndexAsync(string collection, long nowMs, Action<IndexRow> callback) => ReadRowsAsync(
        collection,
        callback,
        """
        SELECT key, manifest, payload, expires_at_ms FROM openclaw_index_rows
        WHERE collection = $1 AND (expires_at_ms IS NULL OR expires_at_ms > $2) ORDER BY key COLLATE "C"
        """,
        nowMs);

    public Task FindIndexAsync(string collection, IReadOnlyCollection<string> keys, Action<IndexRow> callback) => ReadRowsAsync(
        collection, callback, "SELECT key, manifest, payload, expires_at_ms FROM openclaw_index_rows WHERE collection = $1 AND key = ANY($2)", keys.ToArray());

    public Task DeleteEventsAsync(string persistenceId, long toSequenceNr) => WriteAsync(
        // The number must stay known when its events are gone: the sequence never starts again.
        Command(
            """
            UPDATE openclaw_streams s SET deleted_to = GREATEST(s.deleted_to, LEAST($2,
                COALESCE((SELECT MAX(e.sequence_nr) FROM openclaw_events e WHERE e.stream_id = s.stream_id), 0)))
            WHERE s.persistence_id = $1
            """,
            persistenceId, toSequenceNr),
        Command("DELETE FROM openclaw_events e USING openclaw_streams s WHERE s.persistence_id = $1 AND e.stream_id = s.stream_id AND e.sequence_nr <= $2", persistenceId, toSequenceNr));

    public Task SaveSnapshotAsync(SnapshotRow snapshot) => WriteAsync(
        Command(
            """
            INSERT INTO openclaw_snapshots(persistence_id, sequence_nr, taken_at_ms, manifest, payload) VALUES($1, $2, $3, $4, $5)
            ON CONFLICT(persistence_id, sequence_nr) DO UPDATE SET taken_at_ms = excluded.taken_at_ms, manifest = excluded.manifest, payload = excluded.payload
            """,
            snapshot.PersistenceId, snapshot.SequenceNr, snapshot.TakenAtMs, snapshot.Manifest, snapshot.Payload));

    public Task DeleteSnapshotsAsync(string persistenceId, SnapshotBounds bounds) => WriteAsync(
        Command(
            "DELETE FROM openclaw_snapshots WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 AND taken_at_ms BETWEEN $4 AND $5",
            persistenceId, bounds.MinSequenceNr, bounds.MaxSequenceNr, bounds.MinTakenAtMs, bounds.MaxTakenAtMs));

    public Task<long> HighestSequenceNrAsync(string persistenceId) => ReadAsync(async () =>
    {
        await using var command = Query(
            """
            SELECT GREATEST(s.deleted_to, COALESCE((SELECT MAX(e.sequence_nr) FROM openclaw_events e WHERE e.stream_id = s.stream_id), 0))
            FROM openclaw_streams s WHERE s.persistence_id = $1
            """,
            persistenceId);
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is long highest ? highest : 0L;
    });

    public Task ReplayAsync(string persistenceId, long from, long to, long max, Action<EventRow> callback)
    {
        // A replay that is cut off goes on behind the last event that it gave out.
        var (next, left) = (from, max);
        return ReadAsync(async () =>
        {
            await using var command = Query(
                """
                SELECT e.sequence_nr, e.manifest, e.payload, e.writer_guid, e.written_at_ms
                FROM openclaw_events e JOIN openclaw_streams s ON s.stream_id = e.stream_id
                WHERE s.persistence_id = $1 AND e.sequence_nr BETWEEN $2 AND $3 ORDER BY e.sequence_nr LIMIT $4
                """,
                persistenceId, next, to, left);
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                var row = new EventRow(persistenceId, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3), reader.GetInt64(4));
                (next, left) = (row.SequenceNr + 1, left - 1);
                callback(row);
            }

            return true;
        });
    }

    public Task<SnapshotRow?> LoadSnapshotAsync(string persistenceId, SnapshotBounds bounds) => ReadAsync<SnapshotRow?>(async () =>
    {
        await using var command = Query(
            """
            SELECT sequence_nr, taken_at_ms, manifest, payload FROM openclaw_snapshots
            WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 AND taken_at_ms BETWEEN $4 AND $5 ORDER BY sequence_nr DESC LIMIT 1
            """,
            persistenceId, bounds.MinSequenceNr, bounds.MaxSequenceNr, bounds.MinTakenAtMs, bounds.MaxTakenAtMs);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false)
            ? new SnapshotRow(persistenceId, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            : null;
    });

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync().ConfigureAwait(false);
        await _commits.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private void OnChanged(StoreState state)
    {
        if (state.IsAway) _probe.Begin();
        _changed?.Invoke(state);
    }

    private Task WriteAsync(params IReadOnlyList<NpgsqlBatchCommand> commands) => _commits.WriteAsync(new PostgreSqlWork(commands, null));

    private Task<T> ReadAsync<T>(Func<Task<T>> read) => _patience.RunAsync(_ => read(), OnLost);

    // The server is another one now, or soon will be: the pool's connections lead nowhere.
    private ValueTask OnLost()
    {
        _source.Clear();
        return default;
    }

    private async Task ReadRowsAsync(string collection, Action<IndexRow> callback, string sql, object argument)
    {
        var rows = await ReadAsync(async () =>
        {
            var found = new List<IndexRow>();
            await using var command = Query(sql, collection, argument);
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                found.Add(new IndexRow(
                    collection, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), await reader.IsDBNullAsync(3).ConfigureAwait(false) ? null : reader.GetInt64(3)));
            }

            return found;
        }).ConfigureAwait(false);
        foreach (var row in rows) callback(row);
    }

    private NpgsqlCommand Query(string sql, params ReadOnlySpan<object> values)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = value,
                NpgsqlDbType = value switch { long => NpgsqlDbType.Bigint, byte[] => NpgsqlDbType.Bytea, _ => NpgsqlDbType.Text },
            });
        }

        return command;
    }
}
