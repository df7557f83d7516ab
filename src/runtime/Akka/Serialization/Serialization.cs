using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>
/// Finds the serializer of a type: <c>akka.actor.serializers { name = "Type" }</c> and <c>serialization-bindings { "Type" = name }</c>,
/// where the most specific binding counts. Made on first use; a system that stores nothing has none.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new();
    private readonly Serializer _null;

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _null = new NullSerializer(system);
        var config = system.Settings.Config;
        Add("null", _null);
        foreach (var (name, type) in Entries(config, "akka.actor.serializers"))
        {
            var found = RuntimeType.Require(type, "akka.actor.serializers." + name);
            Add(name, (Serializer)RuntimeType.Construct(found, [system, config.GetConfig("akka.actor.serialization-settings." + name) ?? ConfigurationFactory.Empty], [system]));
        }
        foreach (var (typeName, name) in Entries(config, "akka.actor.serialization-bindings"))
        {
            var serializer = _byName.GetValueOrDefault(name ?? "") ?? throw new ConfigurationException($"akka.actor.serialization-bindings.\"{typeName}\": there is no serializer [{name}].");
            AddSerializationMap(RuntimeType.Require(typeName, "akka.actor.serialization-bindings"), serializer);
        }

        if (system.Settings.Setup.Get<SerializationSetup>() is not { HasValue: true, Value: var setup }) return;
        foreach (var details in setup.CreateSerializers(system))
        {
            _byId[details.Serializer.Identifier] = details.Serializer;
            _byName[details.Alias] = details.Serializer;
            foreach (var type in details.UseFor) _byType[type] = details.Serializer;
        }
    }

    /// <summary>A reference as text that finds the actor again: its path with the number of the incarnation.</summary>
    public static string SerializedActorPath(IActorRef? actorRef) => actorRef is null ? "" : actorRef.Path.ToSerializationFormat();

    /// <summary>The serializer of a number.</summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer GetSerializerById(int serializerId) => ById(serializerId);

    public ActorSystem System { get; }

    /// <summary>Makes a serializer known by number and name.</summary>
    public void AddSerializer(string name, Serializer serializer) => Add(name, serializer);

    /// <summary>Binds a type, and what derives from it, to a serializer.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        _byId.TryAdd(serializer.Identifier, serializer);
        _byType[type] = serializer;
    }

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    public Serializer FindSerializerFor(object? obj, string? defaultSerializerName = null) =>
        obj is null ? _null : FindSerializerForType(obj.GetType(), defaultSerializerName);

    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_byType.TryGetValue(objectType, out var exact)) return exact;
        Type? best = null;
        foreach (var candidate in _byType.Keys)
        {
            if (candidate != typeof(object) && candidate.IsAssignableFrom(objectType) && (best is null || best.IsAssignableFrom(candidate))) best = candidate;
        }
        if (best is null && defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var named)) return named;
        var serializer = _byType[best ?? typeof(object)];
        _byType[objectType] = serializer;
        return serializer;
    }

    /// <exception cref="SerializationException">No serializer has this number, or the type is not known.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type? type) => ById(serializerId).FromBinary(bytes, type);

    /// <inheritdoc cref="Deserialize(byte[], int, Type)"/>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ById(serializerId);
        if (serializer is SerializerWithStringManifest named) return named.FromBinary(bytes, manifest);
        if (string.IsNullOrEmpty(manifest)) return serializer.FromBinary(bytes, null);
        var type = Type.GetType(manifest) ?? throw new SerializationException($"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].");
        return serializer.FromBinary(bytes, type);
    }

    /// <summary>What has to be kept beside the bytes; empty when nothing.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
        _ => "",
    };

    private Serializer ById(int id) => _byId.GetValueOrDefault(id)
        ?? throw new SerializationException($"Cannot find serializer with id [{id}]. The most probable reason is that the configuration entry akka.actor.serializers is not in sync between the two systems.");

    private void Add(string name, Serializer serializer)
    {
        _byId.TryAdd(serializer.Identifier, serializer);
        _byName.TryAdd(name, serializer);
    }

    private static IEnumerable<(string Key, string? Value)> Entries(Config config, string path)
    {
        if (config.GetConfig(path) is not { } section) yield break;
        foreach (var (key, value) in section.AsEnumerable()) yield return (key, value.GetString());
    }
}

/// <summary>Bytes cannot be turned into an object, or an object into bytes.</summary>
public class SerializationException : AkkaException
{
    public SerializationException(string message, Exception? cause = null) : base(message, cause) { }
}
