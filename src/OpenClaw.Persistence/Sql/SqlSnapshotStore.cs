using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Sql;

/// <summary>Snapshot plug-in over a SQL store: <c>akka.persistence.snapshot-store.sql</c>.</summary>
public sealed class SqlSnapshotStore : SnapshotStore
{
    private readonly ISqlStore _store;
    private readonly PayloadRegistry _payloads;

    /// <param name="config">The plug-in's section; nothing is read from it: where the store is comes from the user's configuration.</param>
    public SqlSnapshotStore(Config config)
    {
        _ = config;
        var setup = SqlPersistence.For(Context.System);
        _store = setup.Store;
        _payloads = setup.Payloads;
    }

    /// <inheritdoc />
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var row = await _store.LoadSnapshotAsync(persistenceId, Bounds(criteria)).ConfigureAwait(false);
        if (row is not { } found) return null;

        var metadata = new SnapshotMetadata(found.PersistenceId, found.SequenceNr, DateTimeOffset.FromUnixTimeMilliseconds(found.TakenAtMs).UtcDateTime);
        return new SelectedSnapshot(metadata, _payloads.Deserialize(found.Manifest, found.Payload));
    }

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var (manifest, bytes) = _payloads.Serialize(snapshot);
        return _store.SaveSnapshotAsync(new SnapshotRow(metadata.PersistenceId, metadata.SequenceNr, Milliseconds(metadata.Timestamp), manifest, bytes));
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        var anyTime = metadata.Timestamp == DateTime.MinValue;
        var at = Milliseconds(metadata.Timestamp);
        return _store.DeleteSnapshotsAsync(
            metadata.PersistenceId,
            new SnapshotBounds(metadata.SequenceNr, metadata.SequenceNr, anyTime ? long.MinValue : at, anyTime ? long.MaxValue : at));
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => _store.DeleteSnapshotsAsync(persistenceId, Bounds(criteria));

    private static SnapshotBounds Bounds(SnapshotSelectionCriteria criteria) => new(
        criteria.MinSequenceNr,
        criteria.MaxSequenceNr,
        criteria.MinTimestamp is { } min && min > DateTime.MinValue ? Milliseconds(min) : long.MinValue,
        criteria.MaxTimeStamp == DateTime.MaxValue ? long.MaxValue : Milliseconds(criteria.MaxTimeStamp));

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
}
