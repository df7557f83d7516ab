using System.Collections;
using System.Collections.Concurrent;

namespace Akka.Util;

/// <summary>A set that threads share.</summary>
public class ConcurrentSet<T> : ICollection<T>
    where T : notnull
{
    private readonly ConcurrentDictionary<T, byte> _items;

    /// <summary>Empty.</summary>
    public ConcurrentSet() : this(EqualityComparer<T>.Default) { }

    /// <summary>Of these.</summary>
    public ConcurrentSet(IEnumerable<T> collection) : this(collection, EqualityComparer<T>.Default) { }

    /// <summary>Empty, with its own idea of equality.</summary>
    public ConcurrentSet(IEqualityComparer<T> comparer) => _items = new ConcurrentDictionary<T, byte>(comparer);

    /// <summary>Of these, with its own idea of equality.</summary>
    public ConcurrentSet(IEnumerable<T> collection, IEqualityComparer<T> comparer) : this(comparer)
    {
        foreach (var item in collection) TryAdd(item);
    }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _items.IsEmpty;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>Adds; false when it was there.</summary>
    public bool TryAdd(T item) => _items.TryAdd(item, 0);

    /// <summary>Removes; false when it was not there.</summary>
    public bool TryRemove(T item) => _items.TryRemove(item, out _);

    /// <inheritdoc/>
    public bool Contains(T item) => _items.ContainsKey(item);

    /// <inheritdoc/>
    public void Clear() => _items.Clear();

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => _items.Keys.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.Keys.GetEnumerator();

    void ICollection<T>.Add(T item) => TryAdd(item);

    bool ICollection<T>.Remove(T item) => TryRemove(item);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
