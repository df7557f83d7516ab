using Microsoft.Data.Sqlite;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>Events, snapshots and the index in one SQLite file.</summary>
/// <remarks>
/// WAL, one writer connection, and <c>synchronous=FULL</c>: each commit is flushed before it is acknowledged, so that an accepted
/// message survives a power cut as well as <c>kill -9</c>. NORMAL would be faster but may lose the last commits at a power cut; the
/// group commit gives most of that speed back. Readers have connections of their own and never wait for the writer.
/// </remarks>
internal sealed class SqliteStore : ISqlStore
{
    // What SQLite says of the file and its disk, and not of what was to be written (https://www.sqlite.org/rescode.html).
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    // Reads block a pool thread each; two at a time leave the pool to the control plane.
    private readonly ConcurrentExclusiveSchedulerPair _readers = new(TaskScheduler.Default, maxConcurrencyLevel: 2);
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SqliteStatements _statements;
    private readonly GroupCommitWriter<SqliteWork> _commits;
    private readonly StoreAvailability _availability;
    private readonly StoreProbe _probe;

    private SqliteStore(string connectionString, SqliteConnection writer, TimeProvider time, Action<StoreState>? changed)
    {
        _availability = new StoreAvailability(time)
        {
            Changed = state =>
            {
                if (state.IsAway) _probe!.Begin();
                changed?.Invoke(state);
            },
        };
        _probe = new StoreProbe(time, () => _commits!.WriteAsync(new SqliteWork.Probe(time.GetUtcNow().ToUnixTimeMilliseconds())), static failure => failure is SqliteException);
        _connectionString = connectionString;
        _writer = writer;
        _statements = new SqliteStatements(writer);
        _commits = new GroupCommitWriter<SqliteWork>(CommitAsync);
    }

    /// <summary>Opens or creates the file and brings its schema up to date.</summary>
    /// <param name="path">Database file; its folder must exist.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="changed">Told when the file can no longer be written, as on a full disk, and when it can again; on any thread.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, is damaged, or was written by a newer version.</exception>
    public static SqliteStore Open(string path, TimeProvider? time = null, Action<StoreState>? changed = null)
    {
        EmbeddedSqlite.Install();
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            Execute(writer, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA busy_timeout=10000;");
            SqliteSchema.Migrate(writer);
        }
        catch (SqliteException exception)
        {
            writer.Dispose();
            throw new StoreUnavailableException(
                $"The database {path} cannot be used: {exception.Message}. Restore it from a backup, or move it away to start empty.", exception);
        }

        return new SqliteStore(connectionString, writer, time ?? TimeProvider.System, changed);
    }

    public Task AppendAsync(IReadOnlyList<EventRow> events, IReadOnlyList<IndexRow> index) => _commits.WriteAsync(new SqliteWork.Append(events, index));

    public Task DeleteExpiredIndexAsync(long nowMs) => _commits.WriteAsync(new SqliteWork.DeleteExpiredIndex(nowMs));

    public Task ReadIndexAsync(string collection, long nowMs, Action<IndexRow> callback) => ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT key, manifest, payload, expires_at_ms FROM index_rows
            WHERE collection = $collection AND (expires_at_ms IS NULL OR expires_at_ms > $now) ORDER BY key
            """;
        command.Parameters.AddWithValue("$collection", collection);
        command.Parameters.AddWithValue("$now", nowMs);
        ReadRows(command, collection, callback);
        return true;
    });

    public Task FindIndexAsync(string collection, IReadOnlyCollection<string> keys, Action<IndexRow> callback) => ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, manifest, payload, expires_at_ms FROM index_rows WHERE collection = $collection AND key = $key";
        command.Parameters.AddWithValue("$collection", collection);
        var wanted = command.Parameters.Add("$key", SqliteType.Text);
        foreach (var key in keys)
        {
            wanted.Value = key;
            ReadRows(command, collection, callback);
        }

        return true;
    });

    public Task DeleteEventsAsync(string persistenceId, long toSequenceNr) => _commits.WriteAsync(new SqliteWork.DeleteEvents(persistenceId, toSequenceNr));

    public Task SaveSnapshotAsync(SnapshotRow snapshot) => _commits.WriteAsync(new SqliteWork.SaveSnapshot(snapshot));

    public Task DeleteSnapshotsAsync(string persistenceId, SnapshotBounds bounds) => _commits.WriteAsync(new SqliteWork.DeleteSnapshots(persistenceId, bounds));

    public Task<long> HighestSequenceNrAsync(string persistenceId) => ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT MAX(s.deleted_to, COALESCE((SELECT MAX(e.sequence_nr) FROM events e WHERE e.stream_id = s.stream_id), 0))
            FROM streams s WHERE s.persistence_id = $id
            """;
        command.Parameters.AddWithValue("$id", persistenceId);
        return command.ExecuteScalar() is long highest ? highest : 0L;
    });

    public Task ReplayAsync(string persistenceId, long from, long to, long max, Action<EventRow> callback) => ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.sequence_nr, e.manifest, e.payload, e.writer_guid, e.written_at_ms
            FROM events e JOIN streams s ON s.stream_id = e.stream_id
            WHERE s.persistence_id = $id AND e.sequence_nr BETWEEN $from AND $to ORDER BY e.sequence_nr LIMIT $max
            """;
        command.Parameters.AddWithValue("$id", persistenceId);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$max", max);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            callback(new EventRow(persistenceId, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3), reader.GetInt64(4)));
        }

        return true;
    });

    public Task<SnapshotRow?> LoadSnapshotAsync(string persistenceId, SnapshotBounds bounds) => ReadAsync<SnapshotRow?>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT sequence_nr, taken_at_ms, manifest, payload FROM snapshots
            WHERE persistence_id = $id AND sequence_nr BETWEEN $minNr AND $maxNr AND taken_at_ms BETWEEN $minAt AND $maxAt
            ORDER BY sequence_nr DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$id", persistenceId);
        SqliteStatements.Bind(command, bounds);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new SnapshotRow(persistenceId, reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            : null;
    });

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync().ConfigureAwait(false);
        // A reader that came later would make the file's write-ahead log anew, beside a database that counts as closed.
        _readers.Complete();
        await _readers.Completion.ConfigureAwait(false);
        await _commits.DisposeAsync().ConfigureAwait(false);
        _statements.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
    }

    // Called on the writer's own thread; SQLite has no asynchronous I/O.
    private Task CommitAsync(IReadOnlyList<SqliteWork> batch)
    {
        SqliteTransaction? transaction = null;
        try
        {
            transaction = _writer.BeginTransaction();
            _statements.Use(transaction);
            foreach (var work in batch) work.Apply(_statements);
            transaction.Commit();
        }
        catch (Exception failure)
        {
            _statements.Forget();
            Undo(transaction);
            if (failure is SqliteException { SqliteErrorCode: Busy or ReadOnly or InputOutput or Full or CannotOpen } disk)
            {
                _availability.ReportAway($"{_writer.DataSource} cannot be written: {disk.Message} Remedy: see whether its disk is full, or whether another program holds it.");
            }

            throw;
        }

        if (_availability.IsAway && batch.Any(static work => work.TellsOfDisk))
        {
            _availability.ReportBack();
        }

        return Task.CompletedTask;
    }

    private static void Undo(SqliteTransaction? transaction)
    {
        try
        {
            transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // SQLite has rolled it back by itself, as it does on a full disk, and finds nothing to roll back. What failed first is what is to be told.
        }
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            return await Task.Factory.StartNew(
                () =>
                {
                    using var connection = new SqliteConnection(_connectionString);
                    connection.Open();
                    return read(connection);
                },
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                _readers.ConcurrentScheduler).ConfigureAwait(false);
        }
        catch (TaskSchedulerException closed)
        {
            throw new StoreUnavailableException("The database is closed.", closed);
        }
    }

    private static void ReadRows(SqliteCommand command, string collection, Action<IndexRow> callback)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            callback(new IndexRow(collection, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.IsDBNull(3) ? null : reader.GetInt64(3)));
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
