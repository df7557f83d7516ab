using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Akka.Util;

/// <summary>A map of keys to sets of values. Thread-safe.</summary>
public class Index<TKey, TValue>
    where TKey : notnull
    where TValue : notnull
{
    private readonly ConcurrentDictionary<TKey, ImmutableHashSet<TValue>> _sets = new();

    /// <summary>All values, of all keys, each once.</summary>
    public HashSet<TValue> Values => [.. _sets.Values.SelectMany(static set => set)];

    /// <summary>The keys that have values.</summary>
    public ICollection<TKey> Keys => _sets.Keys;

    /// <summary>Whether no key has a value.</summary>
    public bool IsEmpty => _sets.IsEmpty;

    /// <summary>The values of a key, none when it is not there.</summary>
    public IEnumerable<TValue> this[TKey index] => _sets.GetValueOrDefault(index, []);

    /// <summary>Adds a value to a key; false when it was there.</summary>
    public bool Put(TKey key, TValue value)
    {
        var added = false;
        _sets.AddOrUpdate(
            key,
            _ =>
            {
                added = true;
                return [value];
            },
            (_, set) =>
            {
                added = !set.Contains(value);
                return set.Add(value);
            });
        return added;
    }

    /// <summary>A value of a key that fits, or the default of its type.</summary>
    public TValue? FindValue(TKey key, Func<TValue, bool> predicate) => this[key].FirstOrDefault(predicate);

    /// <summary>Calls an action with every key and value.</summary>
    public void ForEach(Action<TKey, TValue> applyFunc)
    {
        foreach (var (key, set) in _sets)
            foreach (var value in set) applyFunc(key, value);
    }

    /// <summary>Removes a value from a key; false when it was not there.</summary>
    public bool Remove(TKey key, TValue value)
    {
        while (_sets.TryGetValue(key, out var set))
        {
            if (!set.Contains(value)) return false;
            var left = set.Remove(value);
            var changed = left.IsEmpty ? _sets.TryRemove(KeyValuePair.Create(key, set)) : _sets.TryUpdate(key, left, set);
            if (changed) return true;
        }

        return false;
    }

    /// <summary>Removes a key, and gives its values.</summary>
    public IEnumerable<TValue> Remove(TKey key) => _sets.TryRemove(key, out var set) ? set : [];

    /// <summary>Removes a value from every key.</summary>
    public void RemoveValue(TValue value)
    {
        foreach (var key in _sets.Keys) Remove(key, value);
    }

    /// <summary>Removes everything, and says how many keys there were.</summary>
    public int Clear()
    {
        var keys = _sets.Count;
        _sets.Clear();
        return keys;
    }
}
