namespace Akka.Persistence.Snapshot;

/// <summary>Stands in where no snapshot store is configured: nothing is found, and saving is refused with the reason.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    /// <inheritdoc />
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.FromResult<SelectedSnapshot?>(null);

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Task.FromException(Missing());

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata) => Task.FromException(Missing());

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.FromException(Missing());

    private static NoSnapshotStoreException Missing() =>
        new("No snapshot store configured.");
}

/// <summary>A snapshot was to be saved or deleted, and no snapshot store is configured.</summary>
public sealed class NoSnapshotStoreException(string message) : Exception(message);
