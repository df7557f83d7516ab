using System.Collections;
using System.Text.Json;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Writes a graph of objects; see <see cref="ObjectGraphSerializer"/>.</summary>
internal sealed class ObjectGraphWriter(Utf8JsonWriter json, ExtendedActorSystem system)
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="declared">What the reader will know of its type.</param>
    /// <param name="depth">How many objects it stands within.</param>
    /// <exception cref="SerializationException">It is, or holds, what cannot be written.</exception>
    public void Write(object? value, Type declared, int depth)
    {
        if (depth > ObjectGraphSerializer.MaxDepth) throw new SerializationException($"Objects are nested deeper than {ObjectGraphSerializer.MaxDepth}, or hold themselves.");
        if (value is null || ObjectGraphTypes.IsNoArray(value, value.GetType()))
        {
            json.WriteNullValue();
            return;
        }

        if (value is ISurrogated surrogated) value = surrogated.ToSurrogate(system);
        var type = value.GetType();
        var known = (Nullable.GetUnderlyingType(declared) ?? declared) == type;
        if (ObjectGraphTypes.TextOf(value) is { } text) WriteText(text, type, known || value is string);
        else if (ObjectGraphTypes.ElementType(type) is { } elementType) WriteCollection((IEnumerable)value, type, elementType, known, depth);
        else WriteObject(value, type, known, depth);
    }

    private void WriteText(string text, Type type, bool known)
    {
        if (known)
        {
            json.WriteStringValue(text);
            return;
        }

        json.WriteStartObject();
        json.WriteString(ObjectGraphTypes.TypeKey, (typeof(Type).IsAssignableFrom(type) ? typeof(Type) : type).TypeQualifiedName());
        json.WriteString(ObjectGraphTypes.ValueKey, text);
        json.WriteEndObject();
    }

    private void WriteCollection(IEnumerable elements, Type type, Type elementType, bool known, int depth)
    {
        if (!known)
        {
            json.WriteStartObject();
            json.WriteString(ObjectGraphTypes.TypeKey, type.TypeQualifiedName());
            json.WritePropertyName(ObjectGraphTypes.ValueKey);
        }

        json.WriteStartArray();
        foreach (var element in elements) Write(element, elementType, depth + 1);
        json.WriteEndArray();
        if (!known) json.WriteEndObject();
    }

    private void WriteObject(object value, Type type, bool known, int depth)
    {
        if (value is Delegate) throw new SerializationException($"A delegate ({type}) cannot be written.");
        json.WriteStartObject();
        if (!known) json.WriteString(ObjectGraphTypes.TypeKey, type.TypeQualifiedName());
        if (value is Exception exception)
        {
            // Of a failure its kind and its words are kept, not the stack it was thrown on.
            json.WriteString(nameof(Exception.Message), exception.Message);
        }
        else
        {
            foreach (var (name, field) in ObjectGraphTypes.FieldsOf(type))
            {
                json.WritePropertyName(name);
                Write(field.GetValue(value), field.FieldType, depth + 1);
            }
        }

        json.WriteEndObject();
    }
}
