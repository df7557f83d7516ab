using System.Text;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Tests;

/// <summary>What every SQL store must do; a subclass opens one.</summary>
public abstract class SqlStoreContract : IAsyncLifetime
{
    private static readonly SnapshotBounds Any = new(long.MinValue, long.MaxValue, long.MinValue, long.MaxValue);

    private ISqlStore _store = null!;

    /// <summary>Opens the store of this test; a second call opens the same data again.</summary>
    private protected abstract Task<ISqlStore> OpenAsync();

    public async Task InitializeAsync() => _store = await OpenAsync();

    public virtual async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Appended_events_come_back_in_order_after_reopening()
    {
        await _store.AppendAsync([Event("a", 1), Event("a", 2)]);
        await _store.AppendAsync([Event("b", 1)]);
        await _store.AppendAsync([Event("a", 3)]);

        await _store.DisposeAsync();
        _store = await OpenAsync();

        Assert.Equal([1L, 2L, 3L], (await ReplayAsync("a")).Select(row => row.SequenceNr));
        Assert.Equal("payload a#2", Encoding.UTF8.GetString((await ReplayAsync("a"))[1].Payload));
        Assert.Equal(3, await _store.HighestSequenceNrAsync("a"));
        Assert.Equal(1, await _store.HighestSequenceNrAsync("b"));
        Assert.Equal(0, await _store.HighestSequenceNrAsync("c"));
    }

    [Fact]
    public async Task Replay_keeps_its_bounds()
    {
        for (var i = 1; i <= 10; i++) await _store.AppendAsync([Event("a", i)]);

        Assert.Equal([3L, 4L, 5L], (await ReplayAsync("a", 3, 5)).Select(row => row.SequenceNr));
        Assert.Equal([3L, 4L], (await ReplayAsync("a", 3, 10, max: 2)).Select(row => row.SequenceNr));
        Assert.Empty(await ReplayAsync("a", 11, 20));
    }

    [Fact]
    public async Task A_duplicate_number_is_refused_and_stores_nothing_of_its_write()
    {
        await _store.AppendAsync([Event("a", 1)]);

        await Assert.ThrowsAnyAsync<Exception>(() => _store.AppendAsync([Event("a", 2), Event("a", 1)]));

        Assert.Equal([1L], (await ReplayAsync("a")).Select(row => row.SequenceNr));
    }

    [Fact]
    public async Task Rows_of_the_index_are_put_replaced_and_removed_with_the_events_that_change_them()
    {
        await _store.AppendAsync([Event("a", 1)], [Row("one", "first"), Row("two", "second", expiresAtMs: 100)]);
        await _store.AppendAsync([Event("a", 2)], [Row("one", "changed"), Row("three", "third"), Row("three", null)]);
        await Assert.ThrowsAnyAsync<Exception>(() => _store.AppendAsync([Event("a", 2)], [Row("one", "of a write that failed")]));

        await _store.DisposeAsync();
        _store = await OpenAsync();

        Assert.Equal(["one=changed", "two=second"], await IndexAsync(99));
        Assert.Equal(["one=changed"], await IndexAsync(100));
        Assert.Equal(["two=second"], await FindAsync("two", "three", "four"));
        await _store.DeleteExpiredIndexAsync(100);
        Assert.Empty(await FindAsync("two"));
        Assert.Equal([1L, 2L], (await ReplayAsync("a")).Select(row => row.SequenceNr));

        async Task<List<string>> IndexAsync(long nowMs)
        {
            var rows = new List<string>();
            await _store.ReadIndexAsync("things", nowMs, row => rows.Add(Text(row)));
            return rows;
        }

        async Task<List<string>> FindAsync(params string[] keys)
        {
            var rows = new List<string>();
            await _store.FindIndexAsync("things", keys, row => rows.Add(Text(row)));
            return rows;
        }

        static string Text(IndexRow row) => $"{row.Key}={Encoding.UTF8.GetString(row.Payload!)}";

        static IndexRow Row(string key, string? payload, long? expiresAtMs = null) =>
            new("things", key, "thing.v1", payload is null ? null : Encoding.UTF8.GetBytes(payload), expiresAtMs);
    }

    [Fact]
    public async Task A_bad_write_does_not_take_its_neighbours_down()
    {
        await _store.AppendAsync([Event("bad", 1)]);

        var writes = Enumerable.Range(0, 200)
            .Select(i => i % 50 == 25 ? _store.AppendAsync([Event("bad", 1)]) : _store.AppendAsync([Event($"good-{i}", 1)]))
            .ToArray();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writes));

        Assert.Equal(4, writes.Count(write => write.IsFaulted));
        for (var i = 0; i < writes.Length; i++)
        {
            if (i % 50 != 25) Assert.Equal(1, await _store.HighestSequenceNrAsync($"good-{i}"));
        }
    }

    [Fact]
    public async Task Deleted_events_stay_gone_and_their_number_known()
    {
        for (var i = 1; i <= 4; i++) await _store.AppendAsync([Event("a", i)]);

        await _store.DeleteEventsAsync("a", 2);
        Assert.Equal([3L, 4L], (await ReplayAsync("a")).Select(row => row.SequenceNr));

        await _store.DeleteEventsAsync("a", long.MaxValue);
        Assert.Empty(await ReplayAsync("a"));
        Assert.Equal(4, await _store.HighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Snapshots_are_found_by_their_bounds_and_replaced_by_number()
    {
        await _store.SaveSnapshotAsync(Snapshot("a", 5, takenAt: 100, "five"));
        await _store.SaveSnapshotAsync(Snapshot("a", 9, takenAt: 200, "nine"));
        await _store.SaveSnapshotAsync(Snapshot("a", 9, takenAt: 300, "nine again"));

        Assert.Equal("nine again", Text(await _store.LoadSnapshotAsync("a", Any)));
        Assert.Equal("five", Text(await _store.LoadSnapshotAsync("a", Any with { MaxSequenceNr = 8 })));
        Assert.Equal("five", Text(await _store.LoadSnapshotAsync("a", Any with { MaxTakenAtMs = 299 })));
        Assert.Null(await _store.LoadSnapshotAsync("b", Any));

        await _store.DeleteSnapshotsAsync("a", Any with { MinSequenceNr = 9 });
        Assert.Equal("five", Text(await _store.LoadSnapshotAsync("a", Any)));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        const int writers = 50, events = 40;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            for (var i = 1; i <= events; i++) await _store.AppendAsync([Event($"w{writer}", i)]);
        }));

        for (var writer = 0; writer < writers; writer++)
        {
            Assert.Equal(Enumerable.Range(1, events).Select(nr => (long)nr), (await ReplayAsync($"w{writer}")).Select(row => row.SequenceNr));
        }
    }

    private async Task<List<EventRow>> ReplayAsync(string id, long from = 1, long to = long.MaxValue, long max = long.MaxValue)
    {
        var rows = new List<EventRow>();
        await _store.ReplayAsync(id, from, to, max, rows.Add);
        return rows;
    }

    private static EventRow Event(string id, long nr) => new(id, nr, "test.v1", Encoding.UTF8.GetBytes($"payload {id}#{nr}"), "writer", 1_700_000_000_000 + nr);

    private static SnapshotRow Snapshot(string id, long nr, long takenAt, string text) => new(id, nr, takenAt, "test.v1", Encoding.UTF8.GetBytes(text));

    private static string? Text(SnapshotRow? row) => row is { } found ? Encoding.UTF8.GetString(found.Payload) : null;
}
