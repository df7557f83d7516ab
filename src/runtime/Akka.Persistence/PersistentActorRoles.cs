using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Names an actor's events and plug-ins.</summary>
public interface IPersistentIdentity
{
    /// <summary>Names this actor's events in the journal.</summary>
    string PersistenceId { get; }

    /// <summary>Journal plug-in; empty means the configured default.</summary>
    string JournalPluginId { get; }

    /// <summary>Snapshot store plug-in; empty means the configured default.</summary>
    string SnapshotPluginId { get; }
}

/// <summary>Says how an actor recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>Which snapshots and events are offered.</summary>
    Recovery Recovery { get; }
}

/// <summary>An actor whose commands wait in a stash while it persists.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>What happens to a command that finds that stash full.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}

/// <summary>Loads, saves and deletes snapshots of its own.</summary>
public interface ISnapshotter
{
    /// <summary>Under which id snapshots are kept.</summary>
    string SnapshotterId { get; }

    /// <summary>Number that a snapshot taken now would carry.</summary>
    long SnapshotSequenceNr { get; }

    /// <summary>Looks for a snapshot; answered by <see cref="LoadSnapshotResult"/>.</summary>
    void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr);

    /// <summary>Stores a snapshot; answered by <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    void SaveSnapshot(object snapshot);

    /// <summary>Deletes the snapshot of a number; answered by <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    void DeleteSnapshot(long sequenceNr);

    /// <summary>Deletes all that match; answered by <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
