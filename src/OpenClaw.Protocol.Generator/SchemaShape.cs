using System.Text.Json;

namespace OpenClaw.Protocol.Generator;

/// <summary>One schema, reduced to the subset of JSON Schema 2020-12 that the protocol uses.</summary>
public sealed record SchemaShape
{
    /// <summary>What kind of value it takes.</summary>
    public required SchemaKind Kind { get; init; }

    /// <summary>Whether null is taken as well.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether an explicit null must be told from an absent property (extension keyword <c>x-keepNull</c>).</summary>
    public bool KeepNull { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>For <see cref="SchemaKind.Reference"/>: the schema file, as <c>types/session-row</c>.</summary>
    public string? Target { get; init; }

    /// <summary>For <see cref="SchemaKind.Object"/>: the declared properties in order.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>For <see cref="SchemaKind.Object"/>: schema of other properties; null when there may be none.</summary>
    public SchemaShape? Additional { get; init; }

    /// <summary>For <see cref="SchemaKind.Array"/>: schema of the items.</summary>
    public SchemaShape? Items { get; init; }

    /// <summary>For <see cref="SchemaKind.Enum"/>: the allowed strings.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>For <see cref="SchemaKind.Constant"/>: the value, a boolean or a number.</summary>
    public JsonElement Constant { get; init; }

    /// <summary>Smallest length of a string or array.</summary>
    public int? MinLength { get; init; }

    /// <summary>Largest length of a string or array.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Smallest number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public double? Maximum { get; init; }
}

/// <summary>A declared property of an object.</summary>
public sealed record SchemaProperty(string Name, SchemaShape Shape, bool Required);

/// <summary>The kinds of value a schema can take.</summary>
public enum SchemaKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>One of some strings.</summary>
    Enum,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One boolean or number.</summary>
    Constant,

    /// <summary>What another schema file says.</summary>
    Reference,
}
