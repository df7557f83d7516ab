namespace Akka.Util.Extensions;

/// <summary>A word on values of any type.</summary>
public static class ObjectExtensions
{
    /// <summary>The value as an option; none when it is null.</summary>
    public static Option<T> AsOption<T>(this T obj) => Option<T>.Create(obj);
}
