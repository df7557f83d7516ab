using System.Data;
using Npgsql;
using NpgsqlTypes;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Events, snapshots and the index in a PostgreSQL database.</summary>
/// <remarks>
/// One writer, as with SQLite: batches of many actors share a transaction and a round trip (<see cref="NpgsqlBatch"/>). Durability is
/// the server's <c>synchronous_commit</c>, which must stay on.
/// </remarks>
internal sealed class PostgreSqlStore : ISqlStore
{
    private readonly NpgsqlDataSource _source;
    private readonly GroupCommitWriter<IReadOnlyList<NpgsqlBatchCommand>> _commits;

    private PostgreSqlStore(NpgsqlDataSource source)
    {
        _source = source;
        _commits = new GroupCommitWriter<IReadOnlyList<NpgsqlBatchCommand>>(CommitAsync);
    }

    /// <exception cref="StoreUnavailableException">The server cannot be reached or the database used.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await PostgreSqlSchema.MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw new StoreUnavailableException(
                $"The PostgreSQL database cannot be used: {exception.Message}. Check that the server runs and that the connection string is right.", exception);
        }

        return new PostgreSqlStore(source);
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

        return _commits.WriteAsync(commands);
    }

    public Task DeleteExpiredIndexAsync(long nowMs) => _commits.WriteAsync([Command("DELETE FROM openclaw_index_rows WHERE expires_at_ms <= $1", nowMs)]);

    public async Task ReadIndexAsync(string collection, long nowMs, Action<IndexRow> callback)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT key, manifest, payload, expires_at_ms FROM openclaw_index_rows
            WHERE collection = $1 AND (expires_at_ms IS NULL OR expires_at_ms > $2) ORDER BY key COLLATE "C"
            """);
        command.Parameters.AddWithValue(collection);
        command.Parameters.AddWithValue(nowMs);
        await ReadRowsAsync(command, collection, callback).ConfigureAwait(false);
    }

    public async Task FindIndexAsync(string collection, IReadOnlyCollection<string> keys, Action<IndexRow> callback)
    {
        await using var command = _source.CreateCommand(
            "SELECT key, manifest, payload, expires_at_ms FROM openclaw_index_rows WHERE collection = $1 AND key = ANY($2)");
        command.Parameters.AddWithValue(collection);
        command.Parameters.AddWithValue(keys.ToArray());
        await ReadRowsAsync(command, collection, callback).ConfigureAwait(false);
    }

    public Task DeleteEventsAsync(string persistenceId, long toSequenceNr) => _commits.WriteAsync(
    [
        // The number must stay known when its events are gone: the sequence never starts again.
        Command(
            """
            UPDATE openclaw_streams s SET deleted_to = GREATEST(s.deleted_to, LEAST($2,
                COALESCE((SELECT MAX(e.sequence_nr) FROM openclaw_events e WHERE e.stream_id = s.stream_id), 0)))
            WHERE s.persistence_id = $1
            """,
            persistenceId, toSequenceNr),
        Command("DELETE FROM openclaw_events e USING openclaw_streams s WHERE s.persistence_id = $1 AND e.stream_id = s.stream_id AND e.sequence_nr <= $2", persistenceId, toSequenceNr),
    ]);

    public Task SaveSnapshotAsync(SnapshotRow snapshot) => _commits.WriteAsync(
    [
        Command(
            """
            INSERT INTO openclaw_snapshots(persistence_id, sequence_nr, taken_at_ms, manifest, payload) VALUES($1, $2, $3, $4, $5)
            ON CONFLICT(persistence_id, sequence_nr) DO UPDATE SET taken_at_ms = excluded.taken_at_ms, manifest = excluded.manifest, payload = excluded.payload
            """,
            snapshot.PersistenceId, snapshot.SequenceNr, snapshot.TakenAtMs, snapshot.Manifest, snapshot.Payload),
    ]);

    public Task DeleteSnapshotsAsync(string persistenceId, SnapshotBounds bounds) => _commits.WriteAsync(
    [
        Command(
            "DELETE FROM openclaw_snapshots WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 AND taken_at_ms BETWEEN $4 AND $5",
            persistenceId, bounds.MinSequenceNr, bounds.MaxSequenceNr, bounds.MinTakenAtMs, bounds.MaxTakenAtMs),
    ]);

    public async Task<long> HighestSequenceNrAsync(string persistenceId)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT GREATEST(s.deleted_to, COALESCE((SELECT MAX(e.sequence_nr) FROM openclaw_events e WHERE e.stream_id = s.stream_id), 0))
            FROM openclaw_streams s WHERE s.persistence_id = $1
            """);
        command.Parameters.AddWithValue(persistenceId);
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is long highest ? highest : 0L;
    }

    public async Task ReplayAsync(string persistenceId, long from, long to, long max, Action<EventRow> callback)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT e.sequence_nr, e.manifest, e.payload, e.writer_guid, e.written_at_ms
            FROM openclaw_events e JOIN openclaw_streams s ON s.stream_id = e.stream_id
            WHERE s.persistence_id = $1 AND e.sequence_nr BETWEEN $2 AND $3 ORDER BY e.sequence_nr LIMIT $4
            """);
        command.Parameters.AddWithValue(persistenceId);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(max);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            callback(new EventRow(persistenceId, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3), reader.GetInt64(4)));
        }
    }

    public async Task<SnapshotRow?> LoadSnapshotAsync(string persistenceId, SnapshotBounds bounds)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT sequence_nr, taken_at_ms, manifest, payload FROM openclaw_snapshots
            WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3 AND taken_at_ms BETWEEN $4 AND $5 ORDER BY sequence_nr DESC LIMIT 1
            """);
        command.Parameters.AddWithValue(persistenceId);
        command.Parameters.AddWithValue(bounds.MinSequenceNr);
        command.Parameters.AddWithValue(bounds.MaxSequenceNr);
        command.Parameters.AddWithValue(bounds.MinTakenAtMs);
        command.Parameters.AddWithValue(bounds.MaxTakenAtMs);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false)
            ? new SnapshotRow(persistenceId, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CommitAsync(IReadOnlyList<IReadOnlyList<NpgsqlBatchCommand>> works)
    {
        await using var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var work in works)
        {
            // A unit that is tried again after a failed batch needs commands that belong to no batch.
            foreach (var command in work) batch.BatchCommands.Add(Copy(command));
        }

        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private static async Task ReadRowsAsync(NpgsqlCommand command, string collection, Action<IndexRow> callback)
    {
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            callback(new IndexRow(
                collection, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), await reader.IsDBNullAsync(3).ConfigureAwait(false) ? null : reader.GetInt64(3)));
        }
    }

    private static NpgsqlBatchCommand Copy(NpgsqlBatchCommand command)
    {
        var copy = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters) copy.Parameters.Add(parameter.Clone());
        return copy;
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
