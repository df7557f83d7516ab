using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>What the writer and the reader of object graphs know of types: which are one text, which are collections, and the fields of the rest.</summary>
internal static class ObjectGraphTypes
{
    public const string TypeKey = "$type";
    public const string ValueKey = "$value";

    private static readonly ConcurrentDictionary<Type, GraphField[]> Fields = new();

    /// <summary>A value as one text; null when it is none.</summary>
    public static string? TextOf(object value) => value switch
    {
        string text => text,
        Enum => ((Enum)value).ToString("D"),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        double or float => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        char character => character.ToString(),
        byte[] bytes => Convert.ToBase64String(bytes),
        Type type => type.TypeQualifiedName(),
        Uri uri => uri.OriginalString,
        Version version => version.ToString(),
        IFormattable number when IsNumber(value.GetType()) => number.ToString(null, CultureInfo.InvariantCulture),
        bool or Guid or TimeSpan => value.ToString(),
        _ => null,
    };

    /// <summary>The value of a text; null when the type is not one of those that are one text.</summary>
    /// <exception cref="FormatException">The text is none of that type.</exception>
    public static object? FromText(string text, Type type)
    {
        if (type == typeof(string)) return text;
        if (type.IsEnum) return Enum.Parse(type, text);
        if (type == typeof(DateTime)) return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(char)) return text.Length == 1 ? text[0] : throw new FormatException($"[{text}] is not one character.");
        if (type == typeof(byte[])) return Convert.FromBase64String(text);
        if (typeof(Type).IsAssignableFrom(type)) return Type.GetType(text, throwOnError: false) ?? throw new FormatException($"There is no type [{text}].");
        if (type == typeof(Uri)) return new Uri(text, UriKind.RelativeOrAbsolute);
        if (type == typeof(Version)) return Version.Parse(text);
        if (type == typeof(bool)) return bool.Parse(text);
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(TimeSpan)) return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(BigInteger)) return BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return IsNumber(type) ? Convert.ChangeType(text, type, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The type of a collection's elements, or of its pairs; null when the type is written field by field.</summary>
    /// <remarks>Only the framework's own collections: what another type's elements are is for its fields to say.</remarks>
    public static Type? ElementType(Type type)
    {
        if (type.IsArray) return type.GetArrayRank() == 1 ? type.GetElementType() : null;
        if (type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) != true) return null;
        return Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0]
            ?? (typeof(IEnumerable).IsAssignableFrom(type) ? typeof(object) : null);
    }

    /// <summary>Whether this is the array that was never made, which cannot even be enumerated: it is written as null and comes back as itself.</summary>
    public static bool IsNoArray(object value, Type type) =>
        type is { IsValueType: true, IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && value.Equals(Activator.CreateInstance(type));

    /// <summary>Makes a collection of its elements.</summary>
    /// <exception cref="SerializationException">It is not known how.</exception>
    public static object MakeCollection(Type type, Type elementType, IReadOnlyList<object?> elements)
    {
        var array = Array.CreateInstance(elementType, elements.Count);
        // A stack is enumerated from its top, and made from its bottom.
        var reversed = type.IsGenericType && type.Name is "Stack`1" or "ConcurrentStack`1" or "ImmutableStack`1";
        for (var i = 0; i < elements.Count; i++) array.SetValue(elements[i], reversed ? elements.Count - 1 - i : i);
        if (type.IsArray) return array;

        if (type.Namespace == "System.Collections.Immutable")
        {
            var factory = type.Assembly.GetType($"{type.Namespace}.{type.Name.Split('`')[0]}")?.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .FirstOrDefault(m => m.Name == "CreateRange" && m.GetGenericArguments().Length == type.GetGenericArguments().Length && IsOfSequence(m.GetParameters()));
            if (factory is not null) return factory.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [array])!;
        }

        if (Array.Find(type.GetConstructors(), c => c.GetParameters() is [var only] && only.ParameterType.IsInstanceOfType(array)) is { } ofElements) return ofElements.Invoke([array]);
        var collection = typeof(ICollection<>).MakeGenericType(elementType);
        if (type.GetConstructor([]) is { } empty && collection.IsAssignableFrom(type))
        {
            var made = empty.Invoke(null);
            var add = collection.GetMethod("Add")!;
            foreach (var element in array) add.Invoke(made, [element]);
            return made;
        }

        throw new SerializationException($"It is not known how to make a {type} of its elements.");
    }

    /// <summary>An object's fields by the name under which they are written, base classes first.</summary>
    public static GraphField[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
    {
        var hierarchy = new Stack<Type>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType) hierarchy.Push(level);
        var fields = new List<GraphField>();
        foreach (var level in hierarchy)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // A property's own field goes by the property's name; a field that hides another's goes by its class's too.
                var name = field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is var end and > 1 ? field.Name[1..end] : field.Name;
                fields.Add(new GraphField(fields.Exists(other => other.Name == name) ? $"{level.Name}.{name}" : name, field));
            }
        }

        return [.. fields];
    });

    /// <summary>An object whose fields are to be set: no constructor has run.</summary>
    public static object NewInstance(Type type) => type.IsAbstract || type.IsInterface || typeof(Delegate).IsAssignableFrom(type)
        ? throw new SerializationException($"There are no objects of type {type} that could be read.")
        : RuntimeHelpers.GetUninitializedObject(type);

    private static bool IsOfSequence(ParameterInfo[] parameters) =>
        parameters is [{ ParameterType: { IsGenericType: true } only }] && only.GetGenericTypeDefinition() == typeof(IEnumerable<>);

    private static bool IsNumber(Type type) => type == typeof(decimal) || type == typeof(BigInteger) || (type.IsPrimitive && type != typeof(bool) && type != typeof(char) && type != typeof(nint) && type != typeof(nuint));

    /// <summary>A field, and the name under which it is written.</summary>
    public sealed record GraphField(string Name, FieldInfo Field);
}
