using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A HOCON configuration: a tree of values read by dotted path. Immutable, so it is safe to share between threads.</summary>
/// <remarks>
/// A path names nested keys, <c>akka.actor.default-dispatcher.throughput</c>; a key with a dot stands in quotes,
/// <c>akka.actor.deployment."/user/a.b"</c>. A missing key gives the default of the call; a value of the wrong kind
/// throws <see cref="ConfigurationException"/> with the path.
/// </remarks>
public partial class Config
{
    private static readonly HoconValue NoValues = new(new HoconObject([]));

    /// <summary>Creates a configuration without keys.</summary>
    public Config()
        : this(NoValues)
    {
    }

    /// <summary>Creates a configuration of <paramref name="source"/>, completed from <paramref name="fallback"/>.</summary>
    public Config(Config source, Config? fallback)
        : this(HoconValue.Merge(Required(source).Root, fallback?.Root))
    {
    }

    internal Config(HoconValue root) => Root = root;

    /// <summary>The root object.</summary>
    public HoconValue Root { get; }

    /// <summary>True when there are no keys.</summary>
    public bool IsEmpty => Root.IsEmpty;

    /// <summary>Parses HOCON text.</summary>
    /// <exception cref="HoconParserException">The text is malformed.</exception>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>Parses <paramref name="configHocon"/> and completes it from <paramref name="fallback"/>.</summary>
    public static Config operator +(string configHocon, Config fallback) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallback);

    /// <summary>Completes <paramref name="config"/> from the text <paramref name="fallbackHocon"/>.</summary>
    public static Config operator +(Config config, string fallbackHocon) => Required(config).WithFallback(ConfigurationFactory.ParseString(fallbackHocon));

    /// <summary>This configuration, completed key by key from <paramref name="fallback"/>; what stands here wins.</summary>
    public virtual Config WithFallback(Config? fallback)
    {
        if (fallback is null || fallback.IsEmpty || ReferenceEquals(fallback, this))
        {
            return this;
        }

        return IsEmpty ? fallback : new Config(HoconValue.Merge(Root, fallback.Root));
    }

    /// <summary>Whether the path has a value other than <c>null</c>.</summary>
    public virtual bool HasPath(string path) => Find(path) is { } value && !(value.IsString() && value.GetString() is null);

    /// <summary>The value at a path, or null when absent.</summary>
    public virtual HoconValue? GetValue(string path) => Find(path);

    /// <summary>The object at a path as a configuration of its own, or null when absent.</summary>
    public virtual Config? GetConfig(string path)
    {
        var value = Find(path);
        if (value is null || value is { IsEmpty: true } && value.IsString())
        {
            return null;
        }

        return value.IsObject() ? new Config(value) : throw new ConfigurationException($"{path}: Expected an object, found {value}.");
    }

    /// <summary>The keys of the root with their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject().Items;

    /// <summary>The configuration as HOCON.</summary>
    public override string ToString() => Root.ToString();

    /// <summary>The configuration as HOCON. Fall-backs are merged when they are added, so both forms print the same.</summary>
    public string ToString(bool includeFallback) => ToString();

    private static Config Required([NotNull] Config? config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config;
    }

    private HoconValue? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var value = Root;
        if (!path.Contains('"'))
        {
            // The common case without an array per look-up.
            var rest = path.AsSpan();
            while (true)
            {
                if (!value.IsObject())
                {
                    return null;
                }

                var dot = rest.IndexOf('.');
                var key = dot < 0 ? rest : rest[..dot];
                var lookup = value.GetObject().Items.GetAlternateLookup<ReadOnlySpan<char>>();
                if (!lookup.TryGetValue(key, out var found))
                {
                    return null;
                }

                if (dot < 0)
                {
                    return found;
                }

                value = found;
                rest = rest[(dot + 1)..];
            }
        }

        foreach (var key in HoconPath.Split(path))
        {
            if (!value.IsObject() || value.GetObject().GetKey(key) is not { } found)
            {
                return null;
            }

            value = found;
        }

        return value;
    }
}
