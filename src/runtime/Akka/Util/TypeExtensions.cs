using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Names of types, and what they implement.</summary>
public static partial class TypeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static bool Implements<T>(this Type type) => type.Implements(typeof(T));

    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>"Namespace.Type, Assembly": no version, culture or key, so that it outlives a release.</summary>
    public static string TypeQualifiedName(this Type type) =>
        Names.GetOrAdd(type, static t => AssemblyDetails().Replace(t.AssemblyQualifiedName ?? t.FullName ?? t.Name, ""));

    [GeneratedRegex(", Version=[^,\\]]+|, Culture=[^,\\]]+|, PublicKeyToken=[^,\\]]+")]
    private static partial Regex AssemblyDetails();
}
