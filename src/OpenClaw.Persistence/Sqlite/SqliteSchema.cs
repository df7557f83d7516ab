using Microsoft.Data.Sqlite;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>Numbered migrations; <c>PRAGMA user_version</c> says how far a file is.</summary>
internal static class SqliteSchema
{
    // Additive only: a file stays readable one version back. A number, once released, never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE streams(
            stream_id INTEGER PRIMARY KEY,
            persistence_id TEXT NOT NULL UNIQUE,
            deleted_to INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE events(
            stream_id INTEGER NOT NULL REFERENCES streams(stream_id),
            sequence_nr INTEGER NOT NULL,
            manifest TEXT NOT NULL,
            payload BLOB NOT NULL,
            writer_guid TEXT NOT NULL,
            written_at_ms INTEGER NOT NULL,
            PRIMARY KEY(stream_id, sequence_nr)) WITHOUT ROWID;
        CREATE TABLE snapshots(
            persistence_id TEXT NOT NULL,
            sequence_nr INTEGER NOT NULL,
            taken_at_ms INTEGER NOT NULL,
            manifest TEXT NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY(persistence_id, sequence_nr)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE index_rows(
            collection TEXT NOT NULL,
            key TEXT NOT NULL,
            manifest TEXT NOT NULL,
            payload BLOB NOT NULL,
            expires_at_ms INTEGER,
            PRIMARY KEY(collection, key)) WITHOUT ROWID;
        CREATE INDEX index_rows_by_expiry ON index_rows(expires_at_ms) WHERE expires_at_ms IS NOT NULL;
        """,
    ];

    /// <exception cref="StoreUnavailableException">The file was written by a newer version.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = Version(connection);
        if (version > Migrations.Length)
        {
            throw new StoreUnavailableException(
                $"The database {connection.DataSource} has schema {version}; this version knows up to {Migrations.Length}. Use the newer version that wrote it.");
        }

        for (var next = version; next < Migrations.Length; next++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"{Migrations[next]} PRAGMA user_version = {next + 1};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
