namespace Akka.Streams.Util;

/// <summary>A word on values of any type.</summary>
public static class ObjectExtensions
{
    /// <summary>Whether a value is the default of its type.</summary>
    public static bool IsDefaultForType<T>(this T obj) => EqualityComparer<T>.Default.Equals(obj, default);
}
