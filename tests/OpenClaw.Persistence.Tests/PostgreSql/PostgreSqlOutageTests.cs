using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using OpenClaw.Persistence.PostgreSql;
using OpenClaw.Persistence.Sql;
using OpenClaw.TestSupport;

namespace OpenClaw.Persistence.Tests.PostgreSql;

/// <summary>A PostgreSQL server that is killed, restarted, cut off, or not there: nothing acknowledged is lost, nothing is written twice.</summary>
public sealed class PostgreSqlOutageTests(PostgreSqlOutageTests.OwnServer own) : IClassFixture<PostgreSqlOutageTests.OwnServer>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PostgreSqlServer _server = own.Server;
    private readonly ConcurrentQueue<StoreState> _states = new();
    private readonly string _database = $"test_{Guid.NewGuid():N}";

    private string ConnectionString => $"{_server.ConnectionString};Database={_database}";

    public async Task InitializeAsync()
    {
        await using var connection = new NpgsqlConnection($"{_server.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {_database}", connection);
        await create.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_killed_at_random_moments_under_load_has_lost_nothing_that_was_acknowledged()
    {
        const int writers = 12, kills = 3;
        await using var store = await OpenAsync(ConnectionString);
        var acknowledged = new long[writers];
        var total = 0L;
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var guid = Guid.NewGuid().ToString("N");
            for (var next = 1L; !stop.IsCancellationRequested;)
            {
                try
                {
                    await store.AppendAsync([Event($"w{writer}", next, guid)], []);
                    acknowledged[writer] = next++;
                    Interlocked.Increment(ref total);
                }
                catch (StoreUnavailableException)
                {
                    // As an actor does: begin anew with what is stored.
                    (next, guid) = (await HighestAsync(store, $"w{writer}") + 1, Guid.NewGuid().ToString("N"));
                }
            }
        })).ToArray();

        for (var kill = 0; kill < kills; kill++)
        {
            // The moment is that of some commit, not of a clock.
            var enough = Interlocked.Read(ref total) + Random.Shared.Next(50, 400);
            while (Interlocked.Read(ref total) < enough && !load.Any(task => task.IsCompleted)) await Task.Yield();
            _server.Kill();
            _server.Start();
        }

        var last = Interlocked.Read(ref total);
        while (Interlocked.Read(ref total) < last + writers && !load.Any(task => task.IsCompleted)) await Task.Yield();
        await stop.CancelAsync();
        await Task.WhenAll(load).WaitAsync(Patience);

        for (var writer = 0; writer < writers; writer++)
        {
            var stored = (await ReplayAsync(store, $"w{writer}")).ConvertAll(row => row.SequenceNr);
            Assert.Equal(Enumerable.Range(1, stored.Count).Select(nr => (long)nr), stored);
            Assert.True(stored.Count >= acknowledged[writer], $"writer {writer}: {acknowledged[writer]} acknowledged, {stored.Count} stored");
        }

        Assert.Contains(_states, state => state.IsAway && state.Reason.Contains("PostgreSQL", StringComparison.Ordinal));
        Assert.False(_states.Last().IsAway);
    }

    [Theory]
    [InlineData(Cut.BeforeCommit)]
    [InlineData(Cut.AfterCommit)]
    [InlineData(Cut.HalfOpen)]
    public async Task A_commit_that_was_cut_off_is_found_out_about_and_written_once(Cut where)
    {
        await using var proxy = new CuttingProxy(ConnectionString);
        await using var store = await OpenAsync(proxy.ConnectionString);
        await store.AppendAsync([Event("a", 1, "first")], []);

        var cut = proxy.CutNext(where);
        var writes = Enumerable.Range(0, 20).Select(i => store.AppendAsync([Event($"b{i}", 1, $"writer {i}"), Event($"b{i}", 2, $"writer {i}")], [])).ToArray();
        await Task.WhenAll(writes).WaitAsync(Patience);
        await cut.WaitAsync(Patience);

        // And the one who wrote goes on as if nothing had happened.
        await store.AppendAsync([Event("a", 2, "first")], []);
        for (var i = 0; i < writes.Length; i++)
        {
            var rows = await ReplayAsync(store, $"b{i}");
            Assert.Equal([1L, 2L], rows.Select(row => row.SequenceNr));
            Assert.All(rows, row => Assert.Equal($"writer {i}", row.WriterGuid));
        }

        Assert.Equal([true, false], _states.Select(state => state.IsAway));
    }

    [Fact]
    public async Task A_write_that_finds_no_server_for_long_fails_and_what_it_meant_is_stored_afterwards()
    {
        await using var store = await OpenAsync(ConnectionString);
        _server.Kill();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync([Event("a", 1, "first")], []));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HighestSequenceNrAsync("a"));
        Assert.True(_states.Single().IsAway);

        _server.Start();
        while (_states.Count < 2) await Task.Yield();
        Assert.False(_states.Last().IsAway);
        Assert.Equal(0, await store.HighestSequenceNrAsync("a"));
        await store.AppendAsync([Event("a", 1, "second")], []);
        Assert.Equal("second", (await ReplayAsync(store, "a")).Single().WriterGuid);
    }

    [Fact]
    public async Task A_start_waits_for_a_server_that_is_not_there_yet()
    {
        _server.Kill();
        var opening = PostgreSqlStore.OpenAsync(ConnectionString, TimeProvider.System, Patience, _states.Enqueue);
        while (_states.IsEmpty) await Task.Yield();
        _server.Start();

        await using var store = await opening.WaitAsync(Patience);

        await store.AppendAsync([Event("a", 1, "first")], []);
        Assert.Equal([true, false], _states.Select(state => state.IsAway));
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_database_is_refused_and_the_first_goes_on()
    {
        await using (var first = await OpenAsync(ConnectionString))
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(ConnectionString));
            Assert.Contains("Another gateway writes to the PostgreSQL database", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("server process", refusal.Message, StringComparison.Ordinal);
            await first.AppendAsync([Event("a", 1, "first")], []);
        }

        await using var next = await OpenAsync(ConnectionString);
        Assert.Equal(1, await next.HighestSequenceNrAsync("a"));
    }

    [Theory]
    [InlineData("Host=/nonexistent;Username=x;Database=y", "Check that the server runs")]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Database=y", "Check that the server runs")]
    [InlineData("{0};Database=nothing_of_that_name", "createdb nothing_of_that_name")]
    [InlineData("{0};Username=nobody", "Correct user and password")]
    [InlineData("Server ohne Gleichheitszeichen", "is no connection string")]
    [InlineData("Database=x;Password=geheim;Nonsense=1", "is no connection string")]
    [InlineData("Database=x;Password=geheim", "is no connection string")]
    public async Task What_cannot_be_used_is_refused_with_what_to_do_and_without_the_password(string connectionString, string remedy)
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            OpenAsync(connectionString.Replace("{0}", _server.ConnectionString, StringComparison.Ordinal)));

        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refusal.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Ended and started again by every test that likes to; running between two of them.</summary>
    public sealed class OwnServer : IDisposable
    {
        public PostgreSqlServer Server { get; } = PostgreSqlServer.StartOwn();

        public void Dispose() => Server.Dispose();
    }

    private async Task<ISqlStore> OpenAsync(string connectionString) => await PostgreSqlStore.OpenAsync(connectionString, TimeProvider.System, changed: _states.Enqueue);

    private static async Task<long> HighestAsync(ISqlStore store, string id)
    {
        while (true)
        {
            try
            {
                return await store.HighestSequenceNrAsync(id);
            }
            catch (StoreUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<List<EventRow>> ReplayAsync(ISqlStore store, string id)
    {
        var rows = new List<EventRow>();
        await store.ReplayAsync(id, 1, long.MaxValue, long.MaxValue, rows.Add);
        return rows;
    }

    private static EventRow Event(string id, long nr, string writer) => new(id, nr, "test.v1", Encoding.UTF8.GetBytes($"payload {id}#{nr}"), writer, 1_700_000_000_000 + nr);
}
