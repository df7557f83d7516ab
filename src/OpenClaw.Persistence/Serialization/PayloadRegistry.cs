using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Persistence.Serialization;

/// <summary>
/// Which types may stand in the journal and the snapshot store, and under which name. Bytes outlive releases: a manifest is never
/// reused, and an old one stays readable through an up-caster.
/// </summary>
/// <remarks>
/// Built once at start, immutable afterwards, thread-safe. Payloads are UTF-8 JSON through source-generated contexts. A null is never written,
/// so none is read; a member without a default value that cannot be null must be there. A release that adds a member gives it a default.
/// </remarks>
public sealed class PayloadRegistry
{
    private readonly FrozenDictionary<Type, Entry> _byType;
    private readonly FrozenDictionary<string, Entry> _byManifest;

    private readonly JsonSerializerOptions _options;

    private PayloadRegistry(IEnumerable<Entry> entries, IJsonTypeInfoResolver contracts)
    {
        _options = new JsonSerializerOptions
        {
            // Text of every script as it is: escapes would take up to six times the space, and no browser reads these bytes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = contracts.WithAddedModifier(RequireMembers),
        };
        var all = entries.ToArray();
        _byManifest = all.ToFrozenDictionary(entry => entry.Manifest, StringComparer.Ordinal);
        _byType = all.Where(entry => entry.IsCurrent).ToFrozenDictionary(entry => entry.Type);
    }

    /// <summary>Starts an empty registry.</summary>
    /// <param name="contracts">Source-generated contexts that hold every type to be registered.</param>
    public static Builder Create(params IJsonTypeInfoResolver[] contracts) => new(JsonTypeInfoResolver.Combine(contracts));

    /// <summary>Manifest and bytes of a payload.</summary>
    /// <exception cref="UnknownPayloadException">The type is not registered.</exception>
    /// <exception cref="JsonException">The payload cannot be written.</exception>
    public (string Manifest, byte[] Bytes) Serialize(object payload)
    {
        if (!_byType.TryGetValue(payload.GetType(), out var entry))
        {
            throw new UnknownPayloadException($"{payload.GetType().FullName} is not registered for the journal.");
        }

        return (entry.Manifest, JsonSerializer.SerializeToUtf8Bytes(entry.ToStored is null ? payload : entry.ToStored(payload), ContractOf(entry)));
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

        RefuseNulls(manifest, bytes);
        var payload = JsonSerializer.Deserialize(bytes, ContractOf(entry))
            ?? throw new JsonException($"The stored payload of kind '{manifest}' is null.");
        return entry.FromStored is null ? payload : entry.FromStored(payload);
    }

    /// <summary>All manifests, sorted; for the test that pins them.</summary>
    public IEnumerable<string> Manifests => _byManifest.Keys.Order(StringComparer.Ordinal);

    private JsonTypeInfo ContractOf(Entry entry) => _options.GetTypeInfo(entry.StoredType);

    private static void RequireMembers(JsonTypeInfo contract)
    {
        foreach (var member in contract.Properties)
        {
            member.IsRequired = member.AssociatedParameter is { IsNullable: false, HasDefaultValue: false };
        }
    }

    // The search for the letters costs next to nothing; only a row that holds them, mostly in somebody's text, is read twice.
    private static void RefuseNulls(string manifest, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("null"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                throw new JsonException($"The stored payload of kind '{manifest}' holds a null at byte {reader.TokenStartIndex}; none is ever written.");
            }
        }
    }

    /// <summary>Collects the entries.</summary>
    public sealed class Builder
    {
        private readonly List<Entry> _entries = [];
        private readonly IJsonTypeInfoResolver _contracts;

        internal Builder(IJsonTypeInfoResolver contracts) => _contracts = contracts;

        /// <summary>Registers the current form of a type.</summary>
        /// <param name="manifest">Stable name, such as <c>session.run-started.v1</c>.</param>
        public Builder Add<T>(string manifest) where T : notnull => Add(new Entry(manifest, typeof(T), typeof(T), IsCurrent: true, ToStored: null, FromStored: null));

        /// <summary>Registers a type that lies on disk in a form of its own, so that either can change without the other.</summary>
        public Builder Add<T, TStored>(string manifest, Func<T, TStored> toStored, Func<TStored, T> fromStored) where T : notnull where TStored : notnull =>
            Add(new Entry(manifest, typeof(T), typeof(TStored), IsCurrent: true, payload => toStored((T)payload), stored => fromStored((TStored)stored)));

        /// <summary>Registers an older form that is read but no longer written.</summary>
        public Builder AddOld<TOld, TNew>(string manifest, Func<TOld, TNew> upCast) where TOld : notnull where TNew : notnull =>
            Add(new Entry(manifest, typeof(TOld), typeof(TOld), IsCurrent: false, ToStored: null, old => upCast((TOld)old)));

        /// <summary>Closes the registry.</summary>
        /// <exception cref="ArgumentException">A manifest or a current type stands twice.</exception>
        public PayloadRegistry Build() => new(_entries, _contracts);

        private Builder Add(Entry entry)
        {
            _entries.Add(entry);
            return this;
        }
    }

    internal sealed record Entry(
        string Manifest, Type Type, Type StoredType, bool IsCurrent, Func<object, object>? ToStored, Func<object, object>? FromStored);
}

/// <summary>A payload type or manifest that is not registered.</summary>
public sealed class UnknownPayloadException(string message) : Exception(message);
