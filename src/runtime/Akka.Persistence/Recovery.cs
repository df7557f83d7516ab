namespace Akka.Persistence;

/// <summary>How a persistent actor wants to be recovered.</summary>
public sealed class Recovery
{
    /// <summary>Newest snapshot, then every event after it.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>No snapshot and no events; only the highest sequence number is looked up.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0L);

    /// <summary>Newest snapshot, then every event after it.</summary>
    public Recovery() : this(SnapshotSelectionCriteria.Latest)
    {
    }

    /// <summary>With bounds.</summary>
    /// <param name="fromSnapshot">Which snapshots may serve; newest by default.</param>
    /// <param name="toSequenceNr">Last event to replay.</param>
    /// <param name="replayMax">Most events to replay.</param>
    public Recovery(SnapshotSelectionCriteria? fromSnapshot = null, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>Which snapshots may serve.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>Last event to replay, included.</summary>
    public long ToSequenceNr { get; }

    /// <summary>Most events to replay.</summary>
    public long ReplayMax { get; }
}

/// <summary>Handed to the recover handlers after the last event; commands follow.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The one instance.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }
}

/// <summary>The journal or snapshot store did not answer within <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException(string message, Exception? cause = null) : Exception(message, cause);
