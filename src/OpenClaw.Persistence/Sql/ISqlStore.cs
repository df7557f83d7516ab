namespace OpenClaw.Persistence.Sql;

/// <summary>
/// What the journal and the snapshot plug-in need of a database. One instance serves both, so that all writes of a process go
/// through one writer and share its commits.
/// </summary>
/// <remarks>Thread-safe. A returned task that completes means: durable.</remarks>
internal interface ISqlStore : IAsyncDisposable
{
    /// <summary>Stores events all or none. The task ends after the commit that contains them.</summary>
    Task AppendAsync(IReadOnlyList<EventRow> events) => AppendAsync(events, []);

    /// <summary>Stores events and rows of the index, all or none. The task ends after the commit that contains them.</summary>
    Task AppendAsync(IReadOnlyList<EventRow> events, IReadOnlyList<IndexRow> index);

    /// <summary>Calls back for each row of a collection that has not expired, by key.</summary>
    Task ReadIndexAsync(string collection, long nowMs, Action<IndexRow> callback);

    /// <summary>Calls back for each of these rows that exists.</summary>
    Task FindIndexAsync(string collection, IReadOnlyCollection<string> keys, Action<IndexRow> callback);

    /// <summary>Removes expired rows of the index.</summary>
    Task DeleteExpiredIndexAsync(long nowMs);

    /// <summary>Highest number ever stored for the id, deleted events included; 0 when none.</summary>
    Task<long> HighestSequenceNrAsync(string persistenceId);

    /// <summary>Calls back for each event in order.</summary>
    Task ReplayAsync(string persistenceId, long from, long to, long max, Action<EventRow> callback);

    /// <summary>Deletes events up to a number, included.</summary>
    Task DeleteEventsAsync(string persistenceId, long toSequenceNr);

    /// <summary>Stores a snapshot, replacing one of the same number.</summary>
    Task SaveSnapshotAsync(SnapshotRow snapshot);

    /// <summary>Newest snapshot within the bounds.</summary>
    Task<SnapshotRow?> LoadSnapshotAsync(string persistenceId, SnapshotBounds bounds);

    /// <summary>Deletes snapshots within the bounds.</summary>
    Task DeleteSnapshotsAsync(string persistenceId, SnapshotBounds bounds);
}
