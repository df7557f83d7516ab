namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Maps schemas to C# types.</summary>
public sealed class TypeMap
{
    private readonly ProtocolDefinition _definition;
    private readonly Dictionary<string, TypeName> _names = [];

    /// <summary>Names every schema of the protocol.</summary>
    public TypeMap(ProtocolDefinition definition)
    {
        _definition = definition;
        foreach (var schema in definition.Schemas.Keys.Where(name => name.StartsWith("frames/", StringComparison.Ordinal)))
        {
            _names[schema] = new TypeName("Frames", TypeName.Pascal(schema["frames/".Length..]));
        }

        foreach (var schema in definition.Schemas.Keys.Where(name => name.StartsWith("types/", StringComparison.Ordinal)))
        {
            _names[schema] = new TypeName("Types", TypeName.Pascal(schema["types/".Length..]));
        }

        foreach (var method in definition.Methods)
        {
            _names[method.Params] = new TypeName("Methods/" + method.Context, TypeName.Pascal(method.Name) + "Params");
            _names[method.Result] = new TypeName("Methods/" + method.Context, TypeName.Pascal(method.Name) + "Result");
        }

        foreach (var @event in definition.Events)
        {
            _names[@event.Payload] = new TypeName("Events/" + @event.Context, TypeName.Pascal(@event.Name) + "Event");
        }

        foreach (var schema in definition.Schemas.Keys.Where(name => !_names.ContainsKey(name)))
        {
            throw new ProtocolDefinitionException(schema, "belongs to no method, event, frame or type");
        }
    }

    /// <summary>Name of the type that stands for a schema file, after following plain references.</summary>
    public TypeName Name(string schema) => _names[_definition.Canonical(schema)];

    /// <summary>Whether a record stands for the schema.</summary>
    public static bool IsRecord(SchemaShape shape) =>
        shape is { Kind: SchemaKind.Object, Nullable: false } && (shape.Properties.Count > 0 || shape.Additional is null);

    /// <summary>The C# type of a value, without the question mark of an optional one.</summary>
    public string Type(string file, SchemaShape shape) => shape.Kind switch
    {
        SchemaKind.Reference => Referenced(shape.Target!),
        SchemaKind.String or SchemaKind.Enum => "string",
        SchemaKind.Integer => shape.Maximum <= int.MaxValue && shape.Minimum >= int.MinValue ? "int" : "long",
        SchemaKind.Number => "double",
        SchemaKind.Boolean => "bool",
        SchemaKind.Constant => shape.Constant.ValueKind == System.Text.Json.JsonValueKind.Number ? "int" : "bool",
        SchemaKind.Array => $"IReadOnlyList<{Type(file, shape.Items!)}>",
        SchemaKind.Object when shape.Properties.Count > 0 || shape.Additional is null =>
            throw new ProtocolDefinitionException(file, "an object with properties needs a schema file of its own"),
        SchemaKind.Object when shape.Additional!.Kind != SchemaKind.Any => $"IReadOnlyDictionary<string, {Type(file, shape.Additional)}>",
        _ => "JsonElement",
    };

    /// <summary>Whether the C# type is a struct, so that absence needs a question mark and a default.</summary>
    public static bool IsStruct(string type) => type is "int" or "long" or "double" or "bool" or "JsonElement";

    private string Referenced(string target)
    {
        var canonical = _definition.Canonical(target);
        var shape = _definition.Schemas[canonical];
        return IsRecord(shape) ? _names[canonical].Qualified : Type(canonical, shape);
    }
}
