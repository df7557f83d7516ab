using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.TCK.Journal;
using Akka.Persistence.TCK.Snapshot;
using Npgsql;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;
using OpenClaw.TestSupport;

namespace OpenClaw.Persistence.Tests;

/// <summary>A store of its own for each specification of the plug-ins, and what its actor system needs to find it.</summary>
internal sealed class PluginUnderTest(SqlPersistence persistence, Action removeStore)
{
    private static readonly PayloadRegistry Payloads =
        PayloadRegistry.Create(new DefaultJsonTypeInfoResolver()).Add<string>("tests.text.v1").Add<byte[]>("tests.bytes.v1").Build();

    public ActorSystemSetup Setup { get; } = ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(SqlPersistence.PluginConfig.WithFallback(ConfigurationFactory.ParseString(
            "akka.persistence.publish-plugin-commands = on\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.test.single-expect-default = 20s"))),
        persistence);

    public static PluginUnderTest Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("openclaw-plugin-").FullName;
        return new PluginUnderTest(
            SqlPersistence.Sqlite(Path.Combine(folder, "journal.sqlite"), Payloads, TimeProvider.System),
            () => Directory.Delete(folder, recursive: true));
    }

    public static PluginUnderTest PostgreSql(PostgreSqlServer server)
    {
        var database = $"test_{Guid.NewGuid():N}";
        using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        using (var command = source.CreateCommand($"CREATE DATABASE {database}"))
            command.ExecuteNonQuery();
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ToString();
        return new PluginUnderTest(OpenAsync().GetAwaiter().GetResult(), () => { });

        async Task<SqlPersistence> OpenAsync() => await SqlPersistence.PostgreSqlAsync(address, Payloads, TimeProvider.System).ConfigureAwait(false);
    }

    /// <summary>After the actor system has gone.</summary>
    public void Close()
    {
        persistence.DisposeAsync().AsTask().GetAwaiter().GetResult();
        removeStore();
    }
}

/// <summary>The SQLite journal, by the specification of journals.</summary>
public sealed class SqliteJournalSpec : JournalSpec
{
    private readonly PluginUnderTest _plugin;

    public SqliteJournalSpec() : this(PluginUnderTest.Sqlite())
    {
    }

    private SqliteJournalSpec(PluginUnderTest plugin) : base(plugin.Setup)
    {
        _plugin = plugin;
        Initialize();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _plugin.Close();
    }
}

/// <summary>The SQLite snapshot store, by the specification of snapshot stores.</summary>
public sealed class SqliteSnapshotStoreSpec : SnapshotStoreSpec
{
    private readonly PluginUnderTest _plugin;

    public SqliteSnapshotStoreSpec() : this(PluginUnderTest.Sqlite())
    {
    }

    private SqliteSnapshotStoreSpec(PluginUnderTest plugin) : base(plugin.Setup)
    {
        _plugin = plugin;
        Initialize();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _plugin.Close();
    }
}

/// <summary>The PostgreSQL journal, by the specification of journals.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlJournalSpec : JournalSpec
{
    private readonly PluginUnderTest _plugin;

    public PostgreSqlJournalSpec(PostgreSqlServer server) : this(PluginUnderTest.PostgreSql(server))
    {
    }

    private PostgreSqlJournalSpec(PluginUnderTest plugin) : base(plugin.Setup)
    {
        _plugin = plugin;
        Initialize();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _plugin.Close();
    }
}

/// <summary>The PostgreSQL snapshot store, by the specification of snapshot stores.</summary>
[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlSnapshotStoreSpec : SnapshotStoreSpec
{
    private readonly PluginUnderTest _plugin;

    public PostgreSqlSnapshotStoreSpec(PostgreSqlServer server) : this(PluginUnderTest.PostgreSql(server))
    {
    }

    private PostgreSqlSnapshotStoreSpec(PluginUnderTest plugin) : base(plugin.Setup)
    {
        _plugin = plugin;
        Initialize();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _plugin.Close();
    }
}
