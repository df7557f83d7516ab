namespace Akka.Util.Internal;

/// <summary>Small words that specifications of this API use.</summary>
public static class Extensions
{
    /// <summary>A cast that reads from left to right.</summary>
    public static T AsInstanceOf<T>(this object self) => (T)self;

    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
    {
        foreach (var item in source) action(item);
    }

    /// <summary>The texts with a separator between them.</summary>
    public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);

    public static T Head<T>(this IEnumerable<T> self) => self.First();
}
