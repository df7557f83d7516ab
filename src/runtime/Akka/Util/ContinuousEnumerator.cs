using System.Collections;

namespace Akka.Util;

/// <summary>Begins again when the enumeration ends.</summary>
public sealed class ContinuousEnumerator<T>(IEnumerator<T> internalEnumerator) : IEnumerator<T>
{
    /// <inheritdoc/>
    public T Current => internalEnumerator.Current;

    object? IEnumerator.Current => Current;

    /// <summary>False only when there is nothing at all.</summary>
    public bool MoveNext()
    {
        if (internalEnumerator.MoveNext()) return true;
        internalEnumerator.Reset();
        return internalEnumerator.MoveNext();
    }

    /// <inheritdoc/>
    public void Reset() => internalEnumerator.Reset();

    /// <inheritdoc/>
    public void Dispose() => internalEnumerator.Dispose();
}

/// <summary>Makes such enumerators.</summary>
public static class ContinuousEnumeratorExtensions
{
    /// <summary>An enumerator that begins again when it ends.</summary>
    public static ContinuousEnumerator<T> GetContinuousEnumerator<T>(this IEnumerable<T> collection) => new(new List<T>(collection).GetEnumerator());
}
