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

    /// <summary>The value, or <paramref name="elseValue"/> when it is the default of its type.</summary>
    public static T GetOrElse<T>(this T obj, T elseValue) => EqualityComparer<T>.Default.Equals(obj, default) ? elseValue : obj;

    /// <summary>The value of a key, or <paramref name="elseValue"/>.</summary>
    public static TValue GetOrElse<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue elseValue) =>
        hash.TryGetValue(key, out var value) ? value : elseValue;

    /// <summary>The value, or <paramref name="other"/> when it is null.</summary>
    public static T Or<T>(this T value, T other)
        where T : class => value ?? other;

    /// <summary>Sets a key, new or not.</summary>
    public static IDictionary<TKey, TValue> AddOrSet<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value)
    {
        hash[key] = value;
        return hash;
    }

    /// <summary>What comes after the first <paramref name="count"/>.</summary>
    public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count) => self.Skip(count);

    /// <summary>The enumeration with an item more.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item) => enumerable.Append(item);

    /// <summary>The text without quotation marks around it.</summary>
    public static string BetweenDoubleQuotes(this string self) => self.Length >= 2 && self[0] == '"' && self[^1] == '"' ? self[1..^1] : self;

    public static T Head<T>(this IEnumerable<T> self) => self.First();
}
