using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpenClaw.Chaos;

/// <summary>Copies the events of a PostgreSQL journal into a file, so that one <see cref="Verdict"/> is passed on both kinds.</summary>
internal static class JournalCopy
{
    public static async Task WriteAsync(string connectionString, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var copy = new SqliteConnection($"Data Source={file};Pooling=False");
        await copy.OpenAsync();
        await using (var create = copy.CreateCommand())
        {
            create.CommandText = "CREATE TABLE events(manifest TEXT NOT NULL, payload BLOB NOT NULL); BEGIN";
            await create.ExecuteNonQueryAsync();
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var query = source.CreateCommand("SELECT manifest, payload FROM openclaw_events ORDER BY stream_id, sequence_nr");
        await using var reader = await query.ExecuteReaderAsync();
        await using var insert = copy.CreateCommand();
        insert.CommandText = "INSERT INTO events(manifest, payload) VALUES($manifest, $payload)";
        var (manifest, payload) = (insert.Parameters.Add("$manifest", SqliteType.Text), insert.Parameters.Add("$payload", SqliteType.Blob));
        while (await reader.ReadAsync())
        {
            (manifest.Value, payload.Value) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            await insert.ExecuteNonQueryAsync();
        }

        insert.CommandText = "COMMIT";
        insert.Parameters.Clear();
        await insert.ExecuteNonQueryAsync();
    }
}
