using System.Data;
using Npgsql;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>The one connection through which a gateway writes: it owns the database as long as it lasts.</summary>
/// <remarks>
/// <para>The connection holds an advisory lock of its session. So a second gateway on the same database is refused; and a writer that lost its connection has a new one
/// only after the server has ended the old one, and with it the transaction that was under way.</para>
/// <para>That is how a commit that was cut off is settled: whether the server carried it out cannot be known from here, but once the lock is held again the table says it. An event of
/// the batch that is there, by the same writer, means that all of it is there; one that is missing means that nothing is, and it is written now.</para>
/// <para>One caller at a time, as <see cref="GroupCommitWriter{TWork}"/> is.</para>
/// </remarks>
internal sealed class PostgreSqlWriter(PostgreSqlAddress server, PostgreSqlPatience patience) : IAsyncDisposable
{
    // Any constant that other programs on the same database will hardly choose.
    private const long OwnerLock = 0x6F63_6A6E;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);
    private const int LockAttempts = 30;

    private NpgsqlConnection? _connection;
    private int? _lostProcess;

    /// <summary>Connects, takes the database and brings its tables up to date.</summary>
    /// <param name="limit">How long to wait for a server that does not answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be used, or another gateway uses it.</exception>
    public async Task OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await patience.RunAsync(
                async _ =>
                {
                    var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                    await PostgreSqlSchema.MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                DropAsync,
                limit,
                cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw new StoreUnavailableException(server.Explain(exception), exception);
        }
    }

    /// <summary>Stores works in one transaction.</summary>
    /// <exception cref="PostgresException">The server refused it, and nothing is stored.</exception>
    /// <exception cref="StoreUnavailableException">The server is away, and whether it is stored is not known.</exception>
    public Task CommitAsync(IReadOnlyList<PostgreSqlWork> works) => patience.RunAsync(
        async attempt =>
        {
            var connection = await ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            var proof = works.FirstOrDefault(static work => work.Proof is not null)?.Proof;
            if (attempt == 0 || proof is not { } row || !await IsStoredAsync(connection, row).ConfigureAwait(false))
            {
                await WriteAsync(connection, works).ConfigureAwait(false);
            }

            return true;
        },
        DropAsync);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DropAsync();

    private async ValueTask DropAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open }) return _connection;
        await DropAsync().ConfigureAwait(false);
        var connection = new NpgsqlConnection(server.WriterConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

            // The server, too, is to notice within half a minute when this machine is gone.
            await ExecuteAsync(connection, "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET synchronous_commit = on", cancellationToken)
                .ConfigureAwait(false);
            await TakeAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (exception is NpgsqlException && !PostgreSqlAddress.IsOutage(exception)) throw new StoreUnavailableException(server.Explain(exception), exception);
            throw;
        }

        _connection = connection;
        _lostProcess = connection.ProcessID;
        return connection;
    }

    private async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < LockAttempts; attempt++)
        {
            await using (var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({OwnerLock})", connection))
            {
                if (await take.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true) return;
            }

            if (_lostProcess is { } lost)
            {
                // Our own old connection, which the server still believes in.
                await ExecuteAsync(connection, $"SELECT pg_terminate_backend(pid) FROM ({Owners}) owner WHERE pid = {lost}", cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
        }

        await using var query = new NpgsqlCommand($"SELECT format('server process %s, from %s, since %s', pid, COALESCE(host(client_addr), 'the same machine'), backend_start) FROM ({Owners}) owner", connection);
        var owner = await query.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string ?? "gone by now";
        throw new StoreUnavailableException(
            $"Another gateway writes to the PostgreSQL database {server} ({owner}). Stop it, or give each gateway a database of its own in gateway.journal.postgresql.");
    }

    // A lock of 64 bits is shown in two halves, and marked by objsubid 1.
    private static string Owners =>
        $"""
        SELECT a.pid, a.client_addr, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = {OwnerLock} AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<PostgreSqlWork> works)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var work in works) work.AddTo(batch);
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private static async Task<bool> IsStoredAsync(NpgsqlConnection connection, EventRow row)
    {
        await using var query = new NpgsqlCommand(
            """
            SELECT EXISTS(SELECT 1 FROM openclaw_events e JOIN openclaw_streams s ON s.stream_id = e.stream_id
                          WHERE s.persistence_id = $1 AND e.sequence_nr = $2 AND e.writer_guid = $3)
            """,
            connection);
        query.Parameters.AddWithValue(row.PersistenceId);
        query.Parameters.AddWithValue(row.SequenceNr);
        query.Parameters.AddWithValue(row.WriterGuid);
        return await query.ExecuteScalarAsync().ConfigureAwait(false) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
