using System.Collections.Immutable;
using System.Text.Json;

namespace OpenClaw.Configuration.Reading;

/// <summary>One value of a configuration file, with the place it came from.</summary>
/// <remarks>Immutable: includes, merging and substitution build new nodes that keep the original positions.</remarks>
public abstract class ConfigNode
{
    private protected ConfigNode(SourcePosition position) => Position = position;

    /// <summary>Where the value begins.</summary>
    public SourcePosition Position { get; }

    /// <summary>What kind of value this is, in the words of JSON, for error messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Writes the value as JSON. Numbers that JSON lacks (NaN, infinities) are written as null.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);
}

/// <summary>An object: members in the order of the file, the last of equal names kept, as JSON5 has it.</summary>
public sealed class ObjectNode : ConfigNode
{
    private readonly Dictionary<string, ConfigMember> _byName;

    /// <summary>Makes an object of members; of members with the same name the last wins.</summary>
    public ObjectNode(SourcePosition position, IEnumerable<ConfigMember> members)
        : base(position)
    {
        _byName = new Dictionary<string, ConfigMember>(StringComparer.Ordinal);
        var order = new List<string>();
        ImmutableArray<(ConfigMember, ConfigMember)>.Builder? repeated = null;
        foreach (var member in members)
        {
            if (_byName.TryGetValue(member.Name, out var earlier))
            {
                (repeated ??= ImmutableArray.CreateBuilder<(ConfigMember, ConfigMember)>()).Add((earlier, member));
            }
            else
            {
                order.Add(member.Name);
            }

            _byName[member.Name] = member;
        }

        Members = [.. order.Select(name => _byName[name])];
        Repeated = repeated?.ToImmutable() ?? [];
    }

    /// <summary>The members, in file order.</summary>
    public ImmutableArray<ConfigMember> Members { get; }

    /// <summary>Names given more than once: a member that does not count, and the next of its name.</summary>
    public ImmutableArray<(ConfigMember Earlier, ConfigMember Later)> Repeated { get; }

    /// <inheritdoc />
    public override string Kind => "an object";

    /// <summary>The value of a member, or null when there is none.</summary>
    public ConfigNode? this[string name] => _byName.TryGetValue(name, out var member) ? member.Value : null;

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in Members)
        {
            writer.WritePropertyName(member.Name);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}

/// <summary>A named value of an object.</summary>
/// <param name="Name">The key, unquoted and unescaped.</param>
/// <param name="NamePosition">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigMember(string Name, SourcePosition NamePosition, ConfigNode Value);

/// <summary>An array.</summary>
public sealed class ArrayNode(SourcePosition position, ImmutableArray<ConfigNode> items) : ConfigNode(position)
{
    /// <summary>The elements, in order.</summary>
    public ImmutableArray<ConfigNode> Items { get; } = items;

    /// <inheritdoc />
    public override string Kind => "an array";

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>A string, perhaps one whose <c>${NAME}</c> could not be filled in.</summary>
public sealed class StringNode(SourcePosition position, string value, string? missingVariable = null) : ConfigNode(position)
{
    /// <summary>The text; when a variable is missing it still shows the <c>${NAME}</c>.</summary>
    public string Value { get; } = value;

    /// <summary>The first environment variable that was missing; such a value must not be used.</summary>
    public string? MissingVariable { get; } = missingVariable;

    /// <inheritdoc />
    public override string Kind => "a string";

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Value);
}

/// <summary>A number.</summary>
public sealed class NumberNode(SourcePosition position, double value, string text) : ConfigNode(position)
{
    /// <summary>The value; JSON5 also has NaN and the infinities.</summary>
    public double Value { get; } = value;

    /// <summary>The number as it was written, sign included.</summary>
    public string Text { get; } = text;

    /// <inheritdoc />
    public override string Kind => "a number";

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer)
    {
        if (double.IsFinite(Value))
        {
            writer.WriteNumberValue(Value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>true or false.</summary>
public sealed class BooleanNode(SourcePosition position, bool value) : ConfigNode(position)
{
    /// <summary>The value.</summary>
    public bool Value { get; } = value;

    /// <inheritdoc />
    public override string Kind => "a boolean";

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBooleanValue(Value);
}

/// <summary>null.</summary>
public sealed class NullNode(SourcePosition position) : ConfigNode(position)
{
    /// <inheritdoc />
    public override string Kind => "null";

    /// <inheritdoc />
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNullValue();
}
