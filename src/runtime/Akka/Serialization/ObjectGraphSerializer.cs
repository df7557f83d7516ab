using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// The fall-back for whatever no binding names: JSON of an object's fields, private ones too, with the name of a type wherever the declared type does
/// not tell it. An object comes back as it was without a constructor being called; actor references and paths come back through their surrogates.
/// </summary>
/// <remarks>
/// For bytes that this process wrote itself: a text that names types must not come from strangers. A graph with a cycle, or deeper than
/// <see cref="MaxDepth"/>, is refused; so are delegates. A collection comes back with the default comparer.
/// </remarks>
internal sealed class ObjectGraphSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>Deepest nesting that is written or read.</summary>
    internal const int MaxDepth = 256;

    // An object whose type has to be named takes two levels of the text.
    private const int MaxTextDepth = (2 * MaxDepth) + 8;

    /// <inheritdoc/>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The object holds what cannot be written.</exception>
    public override byte[] ToBinary(object obj)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxTextDepth }))
            new ObjectGraphWriter(json, system).Write(obj, obj.GetType(), 0);
        return buffer.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The bytes are none of such an object.</exception>
    public override object FromBinary(byte[] bytes, Type? type)
    {
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxTextDepth });
            return new ObjectGraphReader(system).Read(document.RootElement, type) ?? throw new SerializationException($"The bytes hold no {type}.");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException
            or InvalidCastException or NotSupportedException or MemberAccessException or TargetInvocationException or TypeLoadException)
        {
            throw new SerializationException($"The bytes are no {type}: {e.Message}", e);
        }
    }
}
