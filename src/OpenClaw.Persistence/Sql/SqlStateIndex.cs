using OpenClaw.Domain.Journal;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Sql;

/// <summary>Reads the index that the journal writes.</summary>
internal sealed class SqlStateIndex(ISqlStore store, PayloadRegistry payloads) : IStateIndex
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<T>> ReadAllAsync<T>(string collection, DateTimeOffset now) where T : class
    {
        var rows = new List<T>();
        await store.ReadIndexAsync(collection, now.ToUnixTimeMilliseconds(), row => rows.Add((T)payloads.Deserialize(row.Manifest, row.Payload))).ConfigureAwait(false);
        return rows;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, T>> FindAsync<T>(string collection, IReadOnlyCollection<string> keys) where T : class
    {
        var rows = new Dictionary<string, T>(keys.Count, StringComparer.Ordinal);
        await store.FindIndexAsync(collection, keys, row => rows[row.Key] = (T)payloads.Deserialize(row.Manifest, row.Payload)).ConfigureAwait(false);
        return rows;
    }

    /// <inheritdoc />
    public Task DeleteExpiredAsync(DateTimeOffset now) => store.DeleteExpiredIndexAsync(now.ToUnixTimeMilliseconds());
}
