using System.Reflection;
using System.Text.Json;
using Akka.Actor;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Serialization;

/// <summary>Reads what <see cref="ObjectGraphWriter"/> wrote. A field that the text lacks keeps its default, and one that the type lacks is passed over: both change in time.</summary>
internal sealed class ObjectGraphReader(ExtendedActorSystem system)
{
    /// <summary>Reads a value.</summary>
    /// <param name="json">Where it is.</param>
    /// <param name="declared">Its type, unless the text names another.</param>
    /// <exception cref="SerializationException">The text names a type that there is not, or one that does not fit.</exception>
    public object? Read(JsonElement json, Type declared)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(ObjectGraphTypes.TypeKey, out var named))
        {
            type = RuntimeType.Find(named.GetString()) ?? throw new SerializationException($"There is no type [{named}].");
            if (json.TryGetProperty(ObjectGraphTypes.ValueKey, out var inner)) json = inner;
        }

        var value = json.ValueKind switch
        {
            JsonValueKind.String => ReadText(json.GetString()!, type),
            JsonValueKind.Array => ReadCollection(json, type),
            JsonValueKind.Object => ReadObject(json, type),
            _ => throw new SerializationException($"A {json.ValueKind} is no {type}."),
        };
        if (value is ISurrogate surrogate) value = surrogate.FromSurrogate(system);
        return declared.IsInstanceOfType(value) || declared.IsValueType || typeof(ISurrogate).IsAssignableFrom(declared)
            ? value
            : throw new SerializationException($"A {value.GetType()} stands where a {declared} should.");
    }

    private static object ReadText(string text, Type type) =>
        type.IsAssignableFrom(typeof(string)) ? text : ObjectGraphTypes.FromText(text, type) ?? throw new SerializationException($"A text is no {type}.");

    private object ReadCollection(JsonElement json, Type type)
    {
        var elementType = ObjectGraphTypes.ElementType(type) ?? throw new SerializationException($"A list is no {type}.");
        var elements = new List<object?>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray()) elements.Add(Read(element, elementType));
        return ObjectGraphTypes.MakeCollection(type, elementType, elements);
    }

    private object ReadObject(JsonElement json, Type type)
    {
        if (typeof(Exception).IsAssignableFrom(type)) return ReadException(json, type);
        var value = ObjectGraphTypes.NewInstance(type);
        foreach (var (name, field) in ObjectGraphTypes.FieldsOf(type))
        {
            if (json.TryGetProperty(name, out var written)) field.SetValue(value, Read(written, field.FieldType));
        }

        return value;
    }

    private static object ReadException(JsonElement json, Type type)
    {
        var message = json.TryGetProperty(nameof(Exception.Message), out var text) ? text.GetString() : null;
        if (type.GetConstructor([typeof(string)]) is { } withMessage) return withMessage.Invoke([message]);
        if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } withCause) return withCause.Invoke([message, null]);
        var exception = ObjectGraphTypes.NewInstance(type);
        typeof(Exception).GetField("_message", BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(exception, message);
        return exception;
    }
}
