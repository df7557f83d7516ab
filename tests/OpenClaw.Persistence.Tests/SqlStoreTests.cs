using Npgsql;
using OpenClaw.Persistence.PostgreSql;
using OpenClaw.Persistence.Sql;
using OpenClaw.Persistence.Sqlite;
using OpenClaw.TestSupport;

namespace OpenClaw.Persistence.Tests;

public sealed class SqliteStoreTests : SqlStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openclaw-sqlite-").FullName;

    private protected override Task<ISqlStore> OpenAsync() => Task.FromResult<ISqlStore>(SqliteStore.Open(Path.Combine(_folder, "journal.sqlite")));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_its_name()
    {
        var path = Path.Combine(_folder, "garbage.sqlite");
        File.WriteAllText(path, new string('x', 8192));

        var refusal = Assert.Throws<StoreUnavailableException>(() => SqliteStore.Open(path));

        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_closed_only_when_the_last_reader_has_gone_and_no_file_of_its_log_is_left()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "closing")).FullName;
        var store = SqliteStore.Open(Path.Combine(folder, "journal.sqlite"));
        await store.AppendAsync([new EventRow("a", 1, "test.v1", [1], "w", 0)], []);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var read = store.ReplayAsync("a", 1, long.MaxValue, long.MaxValue, _ =>
        {
            reading.SetResult();
            goOn.Task.Wait();
        });
        await reading.Task;

        var closing = store.DisposeAsync().AsTask();
        var late = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HighestSequenceNrAsync("a"));
        Assert.False(closing.IsCompleted);
        goOn.SetResult();
        await read;
        await closing;

        Assert.Equal("The database is closed.", late.Message);
        Assert.Equal(["journal.sqlite"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_full_disk_is_told_at_the_first_write_and_that_it_has_room_again_without_one()
    {
        var path = Path.Combine(_folder, "full.sqlite");
        var away = new TaskCompletionSource<StoreState>(TaskCreationOptions.RunContinuationsAsynchronously);
        var back = new TaskCompletionSource<StoreState>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var store = SqliteStore.Open(path, changed: state => (state.IsAway ? away : back).SetResult(state));
        await store.AppendAsync([new EventRow("a", 1, "test.v1", [1], "w", 0)], []);

        using var disk = FullDisk.Open(path);
        disk.Fill();
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => store.AppendAsync([new EventRow("a", 2, "test.v1", [1], "w", 0)], []));
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => store.AppendAsync([new EventRow("a", 2, "test.v1", [1], "w", 0)], []));
        await store.DeleteEventsAsync("nobody", 1);
        var told = await away.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(back.Task.IsCompleted);
        disk.Empty();
        var returned = await back.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Contains(path, told.Reason, StringComparison.Ordinal);
        Assert.Contains("full", told.Reason, StringComparison.Ordinal);
        Assert.True(returned.Lasted > TimeSpan.Zero);
        await store.AppendAsync([new EventRow("a", 2, "test.v1", [1], "w", 0)], []);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        var path = Path.Combine(_folder, "newer.sqlite");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer version", Assert.Throws<StoreUnavailableException>(() => SqliteStore.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    public async Task A_torn_write_ahead_log_loses_only_what_was_not_whole(int cut)
    {
        var path = Path.Combine(_folder, "torn.sqlite");
        var copy = Path.Combine(_folder, "copy.sqlite");
        await using (var store = SqliteStore.Open(path))
        {
            for (var i = 1; i <= 20; i++) await store.AppendAsync([new EventRow("a", i, "test.v1", [(byte)i], "w", 0)], []);

            // What a power cut leaves: the file and a log whose last bytes never reached the disk.
            File.Copy(path, copy);
            File.Copy(path + "-wal", copy + "-wal");
        }

        using (var log = new FileStream(copy + "-wal", FileMode.Open)) log.SetLength(log.Length - cut);

        await using var repaired = SqliteStore.Open(copy);
        var seen = new List<long>();
        await repaired.ReplayAsync("a", 1, long.MaxValue, long.MaxValue, row => seen.Add(row.SequenceNr));

        Assert.NotEmpty(seen);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(nr => (long)nr), seen);
        Assert.Equal(seen.Count, await repaired.HighestSequenceNrAsync("a"));
        await repaired.AppendAsync([new EventRow("a", seen.Count + 1, "test.v1", [0], "w", 0)], []);
    }
}

[Collection(nameof(PostgreSqlServer))]
public sealed class PostgreSqlStoreTests(PostgreSqlServer server) : SqlStoreContract
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private bool _created;

    private string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = _database }.ToString();

    private protected override async Task<ISqlStore> OpenAsync()
    {
        if (!_created)
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await using var command = source.CreateCommand($"CREATE DATABASE {_database}");
            await command.ExecuteNonQueryAsync();
            _created = true;
        }

        return await PostgreSqlStore.OpenAsync(ConnectionString, TimeProvider.System);
    }
}
