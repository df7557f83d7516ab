using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using OpenClaw.Domain.Journal;
using OpenClaw.Persistence.PostgreSql;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sqlite;

namespace OpenClaw.Persistence.Sql;

/// <summary>
/// Gives the journal and snapshot plug-ins of one actor system their database: add it to the system's setup, and
/// <see cref="PluginConfig"/> to its configuration.
/// </summary>
public sealed class SqlPersistence : Setup, IAsyncDisposable
{
    private SqlPersistence(ISqlStore store, PayloadRegistry payloads, TimeProvider time)
    {
        Store = store;
        Payloads = payloads;
        Time = time;
        Index = new SqlStateIndex(store, payloads);
    }

    /// <summary>Makes the SQL plug-ins the default journal and snapshot store.</summary>
    /// <remarks>After ten failures in a row the runtime fails further calls at once; it tries again after five seconds, so that a store that is back is soon used.</remarks>
    public static Config PluginConfig { get; } = ConfigurationFactory.ParseString($$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              class = "{{typeof(SqlJournal).AssemblyQualifiedName}}"
              circuit-breaker.reset-timeout = 5s
              # The table's key refuses a second event of the same number.
              replay-filter.mode = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              class = "{{typeof(SqlSnapshotStore).AssemblyQualifiedName}}"
              circuit-breaker.reset-timeout = 5s
            }
          }
        }
        """);

    /// <summary>The rows that events keep beside the journal.</summary>
    public IStateIndex Index { get; }

    internal ISqlStore Store { get; }

    internal PayloadRegistry Payloads { get; }

    internal TimeProvider Time { get; }

    /// <summary>Opens or creates a SQLite file.</summary>
    /// <param name="path">Database file; its folder must exist.</param>
    /// <param name="payloads">Types that may be stored.</param>
    /// <param name="time">Clock for the written-at column.</param>
    /// <param name="changed">Told when the file can no longer be written, and when it can again; on any thread.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be used; the message says why and what to do.</exception>
    public static SqlPersistence Sqlite(string path, PayloadRegistry payloads, TimeProvider time, Action<StoreState>? changed = null) =>
        new(SqliteStore.Open(path, time, changed), payloads, time);

    /// <summary>What is wrong with a connection string, without connecting; null when nothing is.</summary>
    public static string? PostgreSqlProblem(string connectionString)
    {
        try
        {
            PostgreSqlAddress.Parse(connectionString);
            return null;
        }
        catch (StoreUnavailableException unusable)
        {
            return unusable.Message;
        }
    }

    /// <summary>Opens a PostgreSQL database and creates its tables when missing.</summary>
    /// <param name="connectionString">In Npgsql's format.</param>
    /// <param name="payloads">Types that may be stored.</param>
    /// <param name="time">Clock for the written-at column, and for waiting.</param>
    /// <param name="patience">How long to wait for a server that does not answer yet.</param>
    /// <param name="changed">Told when the server goes away, and when it is back; on any thread.</param>
    /// <param name="cancellationToken">Gives up waiting for the server.</param>
    /// <exception cref="StoreUnavailableException">The server or database cannot be used, or another gateway uses it; the message says what to do.</exception>
    public static async Task<SqlPersistence> PostgreSqlAsync(
        string connectionString, PayloadRegistry payloads, TimeProvider time, TimeSpan patience = default, Action<StoreState>? changed = null, CancellationToken cancellationToken = default) =>
        new(await PostgreSqlStore.OpenAsync(connectionString, time, patience, changed, cancellationToken).ConfigureAwait(false), payloads, time);

    /// <summary>Commits what is queued and closes the database. Call it after the actor system has terminated.</summary>
    public ValueTask DisposeAsync() => Store.DisposeAsync();

    internal static SqlPersistence For(ActorSystem system)
    {
        var setup = system.Settings.Setup.Get<SqlPersistence>();
        return setup.HasValue
            ? setup.Value
            : throw new InvalidOperationException("The SQL journal needs a SqlPersistence in the actor system's setup.");
    }
}
