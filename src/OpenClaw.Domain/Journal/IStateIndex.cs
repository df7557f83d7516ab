namespace OpenClaw.Domain.Journal;

/// <summary>Reads the rows that events keep beside the journal (<see cref="IndexedEvent"/>): what is asked of many owners at once, without waking any.</summary>
/// <remarks>Thread safe. A task fails with what the database said.</remarks>
public interface IStateIndex
{
    /// <summary>Every row of a collection that has not expired, in the order of the keys.</summary>
    Task<IReadOnlyList<T>> ReadAllAsync<T>(string collection, DateTimeOffset now) where T : class;

    /// <summary>The rows of these keys, those that exist.</summary>
    Task<IReadOnlyDictionary<string, T>> FindAsync<T>(string collection, IReadOnlyCollection<string> keys) where T : class;

    /// <summary>Removes rows that have expired.</summary>
    Task DeleteExpiredAsync(DateTimeOffset now);
}
