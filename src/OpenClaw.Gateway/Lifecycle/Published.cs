namespace OpenClaw.Gateway.Lifecycle;

/// <summary>An immutable value that one actor owns and anybody may read without asking it.</summary>
/// <remarks>Reads are one volatile load, which is how health and presence are answered without a hop to another actor.</remarks>
/// <typeparam name="T">Immutable all the way down.</typeparam>
public sealed class Published<T>(T initial)
    where T : class
{
    private volatile T _current = initial;

    /// <summary>The latest value.</summary>
    public T Current => _current;

    /// <summary>Replaces the value. Only its owner does.</summary>
    internal void Publish(T value) => _current = value;
}
