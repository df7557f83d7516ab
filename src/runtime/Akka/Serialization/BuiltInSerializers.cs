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
