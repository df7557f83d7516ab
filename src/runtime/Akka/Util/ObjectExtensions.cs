namespace Akka.Util;

/// <summary>Small words on values of any type.</summary>
public static class ObjectExtensions
{
    /// <summary>Whether a value is the default of its type.</summary>
    public static bool IsDefaultForType<T>(this T obj) => EqualityComparer<T>.Default.Equals(obj, default);

    /// <summary>The value as an option; none when it is null.</summary>
    public static Option<T> AsOption<T>(this T obj) => Option<T>.Create(obj);
}
