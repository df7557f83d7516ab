using Npgsql;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Numbered migrations; the table <c>openclaw_schema</c> says how far a database is.</summary>
internal static class PostgreSqlSchema
{
    // Additive only: a database stays readable one version back. A number, once released, never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE openclaw_streams(
            stream_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            persistence_id text NOT NULL UNIQUE,
            deleted_to bigint NOT NULL DEFAULT 0);
        CREATE TABLE openclaw_events(
            stream_id bigint NOT NULL REFERENCES openclaw_streams(stream_id),
            sequence_nr bigint NOT NULL,
            manifest text NOT NULL,
            payload bytea NOT NULL,
            writer_guid text NOT NULL,
            written_at_ms bigint NOT NULL,
            PRIMARY KEY(stream_id, sequence_nr));
        CREATE TABLE openclaw_snapshots(
            persistence_id text NOT NULL,
            sequence_nr bigint NOT NULL,
            taken_at_ms bigint NOT NULL,
            manifest text NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY(persistence_id, sequence_nr));
        """,
        """
        CREATE TABLE openclaw_index_rows(
            collection text NOT NULL,
            key text NOT NULL,
            manifest text NOT NULL,
            payload bytea NOT NULL,
            expires_at_ms bigint,
            PRIMARY KEY(collection, key));
        CREATE INDEX openclaw_index_rows_by_expiry ON openclaw_index_rows(expires_at_ms) WHERE expires_at_ms IS NOT NULL;
        """,
    ];

    // Any constant: two gateways that start at once on one empty database take turns.
    private const long MigrationLock = 0x6F63_6777;

    /// <exception cref="StoreUnavailableException">The database was written by a newer version.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({MigrationLock})").ConfigureAwait(false);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS openclaw_schema(version integer NOT NULL)").ConfigureAwait(false);

        await using var query = new NpgsqlCommand("SELECT COALESCE(MAX(version), 0) FROM openclaw_schema", connection, transaction);
        var version = (int)(await query.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        if (version > Migrations.Length)
        {
            throw new StoreUnavailableException(
                $"The database {connection.Database} has schema {version}; this version knows up to {Migrations.Length}. Use the newer version that wrote it.");
        }

        for (var next = version; next < Migrations.Length; next++)
        {
            await ExecuteAsync(Migrations[next]).ConfigureAwait(false);
            await ExecuteAsync($"INSERT INTO openclaw_schema(version) VALUES({next + 1})").ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
