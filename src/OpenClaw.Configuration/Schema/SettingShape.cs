using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary>What may stand at one place of the configuration, as its reader says.</summary>
public sealed class SettingShape
{
    private readonly SortedSet<string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SettingShape> _properties = new(StringComparer.Ordinal);

    /// <summary>JSON types that may stand here; empty when anything may.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>The allowed words; empty when any text is.</summary>
    public ImmutableArray<string> Words { get; internal set; } = [];

    /// <summary>Least and greatest number, where there are such.</summary>
    public (double? Min, double? Max) Range { get; internal set; }

    /// <summary>Whether the value is a secret.</summary>
    public bool IsSecret { get; internal set; }

    /// <summary>The members that have a meaning, in the order in which they are read.</summary>
    public IReadOnlyDictionary<string, SettingShape> Properties => _properties;

    /// <summary>What stands under the keys that the user chooses; null when none are.</summary>
    public SettingShape? Values { get; internal set; }

    /// <summary>What the elements of a list are; null when it is none.</summary>
    public SettingShape? Items { get; internal set; }

    internal SettingShape Property(string name)
    {
        if (!_properties.TryGetValue(name, out var shape))
        {
            _properties[name] = shape = new SettingShape();
        }

        return shape;
    }

    internal void Take(string type) => _types.Add(type);
}
