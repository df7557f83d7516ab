using Microsoft.Data.Sqlite;

namespace OpenClaw.TestSupport;

/// <summary>Makes SQLite say of a database that its disk is full, as it does of a table whose last row id is used up, without filling a disk.</summary>
public sealed class FullDisk : IDisposable
{
    private static readonly string[] s_tables = ["events", "index_rows", "snapshots"];
    private readonly SqliteConnection _connection;

    private FullDisk(SqliteConnection connection) => _connection = connection;

    /// <summary>The disk of a journal, which has room until <see cref="Fill"/>.</summary>
    /// <param name="database">The journal's file.</param>
    public static FullDisk Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return new FullDisk(connection);
    }

    /// <summary>From now on nothing can be written.</summary>
    public void Fill()
    {
        var triggers = string.Concat(s_tables.Select(static table => $"CREATE TRIGGER full_disk_{table} BEFORE INSERT ON {table} BEGIN INSERT INTO full_disk(id) VALUES(NULL); END;"));
        Execute($"BEGIN;CREATE TABLE full_disk(id INTEGER PRIMARY KEY AUTOINCREMENT);INSERT INTO full_disk VALUES(9223372036854775807);{triggers}COMMIT;");
    }

    /// <summary>There is room again.</summary>
    public void Empty() => Execute($"BEGIN;{string.Concat(s_tables.Select(static table => $"DROP TRIGGER full_disk_{table};"))}DROP TABLE full_disk;COMMIT;");

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
