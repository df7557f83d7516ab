using System.Collections.Immutable;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Contract.Tests;

/// <summary>Which serializer a type gets.</summary>
public sealed class SerializationTests() : ContractSpec(
    $$"""
    akka.actor.serializers.named = "{{typeof(NamedSerializer).AssemblyQualifiedName}}"
    akka.actor.serialization-bindings { "{{typeof(INamed).AssemblyQualifiedName}}" = named }

    """)
{
    public interface INamed;

    public sealed record Item(string Name, int Count);

    /// <summary>Neither a parameter is named as a property is, nor can a property be set.</summary>
    public sealed class Holder(int number, ImmutableArray<object> list, IActorRef reference)
    {
        private readonly int _number = number;

        public int Secret => _number;

        public ImmutableArray<object> Things { get; } = list;

        public IActorRef Reference { get; } = reference;
    }

    public sealed record Special(string Text) : INamed;

    public sealed class NamedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 4711;

        public override string Manifest(object o) => "S";

        public override byte[] ToBinary(object obj) => System.Text.Encoding.UTF8.GetBytes(((Special)obj).Text);

        public override object FromBinary(byte[] bytes, string manifest) => new Special(manifest + System.Text.Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void What_no_binding_names_goes_through_the_fall_back_and_comes_back_equal()
    {
        var item = new Item("n", 3);
        var serializer = Sys.Serialization.FindSerializerFor(item);
        var manifest = Serialization.Serialization.ManifestFor(serializer, item);
        Assert.Equal(item, Sys.Serialization.Deserialize(serializer.ToBinary(item), serializer.Identifier, manifest));
    }

    [Fact]
    public void The_fall_back_keeps_what_the_declared_types_do_not_tell()
    {
        var holder = new Holder(7, ImmutableArray.Create<object>("text", 5, new Item("n", 3)), TestActor);
        var serializer = Sys.Serialization.FindSerializerFor(holder);
        var manifest = Serialization.Serialization.ManifestFor(serializer, holder);
        var read = Assert.IsType<Holder>(Sys.Serialization.Deserialize(serializer.ToBinary(holder), serializer.Identifier, manifest));
        Assert.Equal(7, read.Secret);
        Assert.Equal(holder.Things, read.Things.AsEnumerable());
        Assert.Equal(TestActor, read.Reference);
    }

    [Fact]
    public void A_binding_to_an_interface_counts_for_what_implements_it()
    {
        var special = new Special("x");
        var serializer = Sys.Serialization.FindSerializerFor(special);
        Assert.Equal(4711, serializer.Identifier);
        var manifest = Serialization.Serialization.ManifestFor(serializer, special);
        Assert.Equal(new Special("Sx"), Sys.Serialization.Deserialize(serializer.ToBinary(special), 4711, manifest));
        Assert.Equal([1], Assert.IsType<byte[]>(Sys.Serialization.Deserialize([1], Sys.Serialization.FindSerializerForType(typeof(byte[])).Identifier, "")));
    }

    [Fact]
    public void An_unknown_number_is_an_error() => Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize([], 99, ""));
}
