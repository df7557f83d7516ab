using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back. Bytes are kept with the serializer's number, so the number never changes.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>A number of its own; by default read from <c>akka.actor.serialization-identifiers</c>. 0-40 belong to the runtime.</summary>
    public virtual int Identifier => _identifier ??= IdentifierFromConfig();

    /// <summary>Whether <see cref="FromBinary(byte[], Type)"/> needs the type.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    /// <param name="bytes">What <see cref="ToBinary"/> gave.</param>
    /// <param name="type">The type, or null when no manifest was kept.</param>
    public abstract object FromBinary(byte[] bytes, Type? type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    private int IdentifierFromConfig()
    {
        var path = $"akka.actor.serialization-identifiers.\"{GetType().TypeQualifiedName()}\"";
        return system.Settings.Config.HasPath(path)
            ? system.Settings.Config.GetInt(path)
            : throw new ArgumentException($"Couldn't find serializer id for [{GetType()}] under [akka.actor.serialization-identifiers]");
    }
}

/// <summary>A serializer that names what it wrote itself, so that types may be renamed and moved.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system) { }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type? type) => FromBinary(bytes, type?.TypeQualifiedName() ?? "");

    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>What <see cref="FromBinary(byte[], string)"/> needs to know about the object; may be empty.</summary>
    public abstract string Manifest(object o);
}
