using System.Text.Json;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Bytes as they are.</summary>
public class ByteArraySerializer : Serializer
{
    public ByteArraySerializer(ExtendedActorSystem system) : base(system) { }

    public override int Identifier => 4;
    public override bool IncludeManifest => false;
    public override byte[] ToBinary(object obj) => obj as byte[] ?? throw new NotSupportedException("The object to convert is not a byte array.");
    public override object FromBinary(byte[] bytes, Type? type) => bytes;
}

/// <summary>Nothing: null.</summary>
public class NullSerializer : Serializer
{
    public NullSerializer(ExtendedActorSystem system) : base(system) { }

    public override int Identifier => 0;
    public override bool IncludeManifest => false;
    public override byte[] ToBinary(object obj) => [];
    public override object FromBinary(byte[] bytes, Type? type) => null!;
}

/// <summary>The fall-back for whatever no binding names: JSON of public properties and fields, read back as the type that was written.</summary>
internal sealed class SystemTextJsonSerializer : Serializer
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public SystemTextJsonSerializer(ExtendedActorSystem system) : base(system) { }

    public override int Identifier => 1;
    public override bool IncludeManifest => true;
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), Options);

    public override object FromBinary(byte[] bytes, Type? type) =>
        JsonSerializer.Deserialize(bytes, type ?? throw new ArgumentNullException(nameof(type)), Options)
        ?? throw new JsonException($"The bytes hold no {type}.");
}
