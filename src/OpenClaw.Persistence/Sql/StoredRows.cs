namespace OpenClaw.Persistence.Sql;

/// <summary>One event as it lies in the table.</summary>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="SequenceNr">From 1.</param>
/// <param name="Manifest">Kind of payload.</param>
/// <param name="Payload">UTF-8 JSON.</param>
/// <param name="WriterGuid">Incarnation that wrote it.</param>
/// <param name="WrittenAtMs">Milliseconds since 1970, UTC.</param>
internal readonly record struct EventRow(string PersistenceId, long SequenceNr, string Manifest, byte[] Payload, string WriterGuid, long WrittenAtMs);

/// <summary>One snapshot as it lies in the table.</summary>
internal readonly record struct SnapshotRow(string PersistenceId, long SequenceNr, long TakenAtMs, string Manifest, byte[] Payload);

/// <summary>Bounds of a snapshot look-up, all included.</summary>
internal readonly record struct SnapshotBounds(long MinSequenceNr, long MaxSequenceNr, long MinTakenAtMs, long MaxTakenAtMs);

/// <summary>One row of the index as it lies in the table.</summary>
/// <param name="Collection">Which kind of row.</param>
/// <param name="Key">Unique in the collection.</param>
/// <param name="Manifest">Kind of payload.</param>
/// <param name="Payload">UTF-8 JSON; null removes the row.</param>
/// <param name="ExpiresAtMs">When it may be removed; null for never.</param>
internal readonly record struct IndexRow(string Collection, string Key, string Manifest, byte[]? Payload, long? ExpiresAtMs);
