namespace Akka.Util;

/// <summary>A value made by the first who asks; others who ask meanwhile wait for it. A failure is thrown to each who asks.</summary>
public sealed class FastLazy<T>
{
    private readonly Lazy<T> _value;

    /// <summary>Made by <paramref name="producer"/>.</summary>
    public FastLazy(Func<T> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        _value = new Lazy<T>(producer, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>Whether it has been made.</summary>
    public bool IsValueCreated => _value.IsValueCreated;

    /// <summary>The value.</summary>
    public T Value => _value.Value;
}

/// <summary>As <see cref="FastLazy{T}"/>, made of a state.</summary>
public sealed class FastLazy<S, T>
{
    private readonly Lazy<T> _value;

    /// <summary>Made by <paramref name="producer"/> of <paramref name="state"/>.</summary>
    public FastLazy(Func<S, T> producer, S state)
    {
        ArgumentNullException.ThrowIfNull(producer);
        ArgumentNullException.ThrowIfNull(state);
        _value = new Lazy<T>(() => producer(state), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>Whether it has been made.</summary>
    public bool IsValueCreated => _value.IsValueCreated;

    /// <summary>The value.</summary>
    public T Value => _value.Value;
}
