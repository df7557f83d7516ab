using System.Collections.Immutable;

namespace OpenClaw.Domain.Journal;

/// <summary>An event on its way into the journal, with the rows of the index that it changes: both become durable in one transaction, or neither.</summary>
/// <remarks>Only the event is replayed. So the index can never say anything that the journal does not, whenever the process ends.</remarks>
/// <param name="Event">What happened.</param>
/// <param name="Changes">Rows to put or to remove, in order.</param>
public sealed record IndexedEvent(object Event, ImmutableArray<IndexChange> Changes);

/// <summary>A row of the index is put, or removed.</summary>
/// <param name="Collection">Which kind of row; see the constants where its type is declared.</param>
/// <param name="Key">Its key, unique in the collection.</param>
/// <param name="Row">Its new content, of a type that the journal knows; null removes it.</param>
/// <param name="ExpiresAt">When nobody needs it any more; null for never.</param>
public sealed record IndexChange(string Collection, string Key, object? Row, DateTimeOffset? ExpiresAt = null);
