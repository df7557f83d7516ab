using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Persistence.Serialization;

/// <summary>
/// Which types may stand in the journal and the snapshot store, and under which name. Bytes outlive releases: a manifest is never
/// reused, and an old one stays readable through an up-caster.
/// </summary>
/// <remarks>Built once at start, immutable afterwards, thread-safe. Payloads are UTF-8 JSON through source-generated contexts.</remarks>
public sealed class PayloadRegistry
{
    private readonly FrozenDictionary<Type, Entry> _byType;
    private readonly FrozenDictionary<string, Entry> _byManifest;

    private PayloadRegistry(IEnumerable<Entry> entries)
    {
        var all = entries.ToArray();
        _byManifest = all.ToFrozenDictionary(entry => entry.Manifest, StringComparer.Ordinal);
        _byType = all.Where(entry => entry.IsCurrent).ToFrozenDictionary(entry => entry.Type);
    }

    /// <summary>Starts an empty registry.</summary>
    public static Builder Create() => new();

    /// <summary>Manifest and bytes of a payload.</summary>
    /// <exception cref="UnknownPayloadException">The type is not registered.</exception>
    /// <exception cref="JsonException">The payload cannot be written.</exception>
    public (string Manifest, byte[] Bytes) Serialize(object payload)
    {
        if (!_byType.TryGetValue(payload.GetType(), out var entry))
        {
            throw new UnknownPayloadException($"{payload.GetType().FullName} is not registered for the journal.");
        }

        return (entry.Manifest, JsonSerializer.SerializeToUtf8Bytes(entry.ToStored is null ? payload : entry.ToStored(payload), entry.TypeInfo));
    }

    /// <summary>The payload of stored bytes, brought up to the current type.</summary>
    /// <exception cref="UnknownPayloadException">A manifest of a newer or foreign version.</exception>
    /// <exception cref="JsonException">The bytes are not what the manifest says.</exception>
    public object Deserialize(string manifest, ReadOnlySpan<byte> bytes)
    {
        if (!_byManifest.TryGetValue(manifest, out var entry))
        {
            throw new UnknownPayloadException($"The store holds a payload of kind '{manifest}', which this version does not know. Was it written by a newer version?");
        }

        var payload = JsonSerializer.Deserialize(bytes, entry.TypeInfo)
            ?? throw new JsonException($"The stored payload of kind '{manifest}' is null.");
        return entry.FromStored is null ? payload : entry.FromStored(payload);
    }

    /// <summary>All manifests, sorted; for the test that pins them.</summary>
    public IEnumerable<string> Manifests => _byManifest.Keys.Order(StringComparer.Ordinal);

    /// <summary>Collects the entries.</summary>
    public sealed class Builder
    {
        private readonly List<Entry> _entries = [];

        /// <summary>Registers the current form of a type.</summary>
        /// <param name="manifest">Stable name, such as <c>session.run-started.v1</c>.</param>
        /// <param name="typeInfo">From a source-generated context.</param>
        public Builder Add<T>(string manifest, JsonTypeInfo<T> typeInfo) where T : notnull
        {
            _entries.Add(new Entry(manifest, typeof(T), typeInfo, IsCurrent: true, ToStored: null, FromStored: null));
            return this;
        }

        /// <summary>Registers a type that lies on disk in a form of its own, so that either can change without the other.</summary>
        public Builder Add<T, TStored>(string manifest, JsonTypeInfo<TStored> typeInfo, Func<T, TStored> toStored, Func<TStored, T> fromStored)
            where T : notnull where TStored : notnull
        {
            _entries.Add(new Entry(manifest, typeof(T), typeInfo, IsCurrent: true, payload => toStored((T)payload), stored => fromStored((TStored)stored)));
            return this;
        }

        /// <summary>Registers an older form that is read but no longer written.</summary>
        public Builder AddOld<TOld, TNew>(string manifest, JsonTypeInfo<TOld> typeInfo, Func<TOld, TNew> upCast)
            where TOld : notnull where TNew : notnull
        {
            _entries.Add(new Entry(manifest, typeof(TOld), typeInfo, IsCurrent: false, ToStored: null, old => upCast((TOld)old)));
            return this;
        }

        /// <summary>Closes the registry.</summary>
        /// <exception cref="ArgumentException">A manifest or a current type stands twice.</exception>
        public PayloadRegistry Build() => new(_entries);
    }

    private sealed record Entry(
        string Manifest, Type Type, JsonTypeInfo TypeInfo, bool IsCurrent, Func<object, object>? ToStored, Func<object, object>? FromStored);
}

/// <summary>A payload type or manifest that is not registered.</summary>
public sealed class UnknownPayloadException(string message) : Exception(message);
