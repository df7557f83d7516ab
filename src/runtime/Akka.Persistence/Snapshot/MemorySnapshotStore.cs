namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory for as long as the actor system lives.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly object _gate = new();
    private readonly List<SelectedSnapshot> _snapshots = [];

    /// <inheritdoc />
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_gate)
        {
            return Task.FromResult(_snapshots
                .Where(snapshot => snapshot.Metadata.PersistenceId == persistenceId && criteria.IsMatch(snapshot.Metadata))
                .MaxBy(snapshot => snapshot.Metadata.SequenceNr));
        }
    }

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        lock (_gate)
        {
            _snapshots.RemoveAll(stored => stored.Metadata.PersistenceId == metadata.PersistenceId && stored.Metadata.SequenceNr == metadata.SequenceNr);
            _snapshots.Add(new SelectedSnapshot(metadata, snapshot));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        lock (_gate)
        {
            _snapshots.RemoveAll(stored => stored.Metadata.PersistenceId == metadata.PersistenceId
                && stored.Metadata.SequenceNr == metadata.SequenceNr
                && (metadata.Timestamp == DateTime.MinValue || stored.Metadata.Timestamp == metadata.Timestamp));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_gate)
        {
            _snapshots.RemoveAll(stored => stored.Metadata.PersistenceId == persistenceId && criteria.IsMatch(stored.Metadata));
        }

        return Task.CompletedTask;
    }
}
