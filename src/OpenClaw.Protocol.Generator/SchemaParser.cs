using System.Text.Json;

namespace OpenClaw.Protocol.Generator;

/// <summary>Reads a schema file and refuses every keyword outside the subset, so that no constraint is silently dropped.</summary>
/// <param name="file">The file, relative to <c>protocol/schema</c>, without extension.</param>
public sealed class SchemaParser(string file)
{
    private static readonly HashSet<string> s_known =
    [
        "$schema", "description", "$ref", "type", "const", "enum", "anyOf", "required", "properties", "additionalProperties", "items",
        "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "x-keepNull",
    ];

    /// <summary>Parses the schema.</summary>
    public SchemaShape Parse(JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !s_known.Contains(keyword.Name)))
        {
            throw new ProtocolDefinitionException(file, $"keyword '{keyword.Name}' is not supported");
        }

        var shape = ParseKind(schema) with { Description = Text(schema, "description") };
        return schema.TryGetProperty("x-keepNull", out _) ? shape with { KeepNull = true } : shape;
    }

    private SchemaShape ParseKind(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return new SchemaShape { Kind = SchemaKind.Reference, Target = Resolve(reference.GetString()!) };
        }

        if (schema.TryGetProperty("anyOf", out var anyOf))
        {
            if (anyOf.GetArrayLength() != 2 || Text(anyOf[1], "type") != "null")
            {
                throw new ProtocolDefinitionException(file, "anyOf is only supported as [schema, null]");
            }

            return Parse(anyOf[0]) with { Nullable = true };
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            return constant.ValueKind == JsonValueKind.String
                ? new SchemaShape { Kind = SchemaKind.Enum, Values = [constant.GetString()!] }
                : new SchemaShape { Kind = SchemaKind.Constant, Constant = constant.Clone() };
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            return new SchemaShape { Kind = SchemaKind.Any };
        }

        var nullable = type.ValueKind == JsonValueKind.Array;
        if (nullable && (type.GetArrayLength() != 2 || type[1].GetString() != "null"))
        {
            throw new ProtocolDefinitionException(file, "a type list is only supported as [type, null]");
        }

        var shape = ParseType((nullable ? type[0] : type).GetString()!, schema);
        return shape with { Nullable = nullable };
    }

    private SchemaShape ParseType(string type, JsonElement schema) => type switch
    {
        "string" when schema.TryGetProperty("enum", out var values) => new SchemaShape
        {
            Kind = SchemaKind.Enum,
            Values = [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)],
        },
        "string" => new SchemaShape { Kind = SchemaKind.String, MinLength = Count(schema, "minLength"), MaxLength = Count(schema, "maxLength") },
        "integer" => new SchemaShape { Kind = SchemaKind.Integer, Minimum = Number(schema, "minimum"), Maximum = Number(schema, "maximum") },
        "number" => new SchemaShape { Kind = SchemaKind.Number, Minimum = Number(schema, "minimum"), Maximum = Number(schema, "maximum") },
        "boolean" => new SchemaShape { Kind = SchemaKind.Boolean },
        "array" => new SchemaShape
        {
            Kind = SchemaKind.Array,
            Items = schema.TryGetProperty("items", out var items) ? Parse(items) : new SchemaShape { Kind = SchemaKind.Any },
            MinLength = Count(schema, "minItems"),
            MaxLength = Count(schema, "maxItems"),
        },
        "object" => ParseObject(schema),
        _ => throw new ProtocolDefinitionException(file, $"type '{type}' is not supported"),
    };

    private SchemaShape ParseObject(JsonElement schema)
    {
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet()
            : [];
        var properties = schema.TryGetProperty("properties", out var declared)
            ? declared.EnumerateObject().Select(property => new SchemaProperty(property.Name, Parse(property.Value), required.Remove(property.Name))).ToList()
            : [];
        if (required.Count > 0)
        {
            throw new ProtocolDefinitionException(file, $"requires '{required.First()}', which it does not declare");
        }

        SchemaShape? additional = new() { Kind = SchemaKind.Any };
        if (schema.TryGetProperty("additionalProperties", out var other))
        {
            additional = other.ValueKind switch
            {
                JsonValueKind.False => null,
                JsonValueKind.True => additional,
                _ => Parse(other),
            };
        }

        return new SchemaShape { Kind = SchemaKind.Object, Properties = properties, Additional = additional };
    }

    /// <summary>A reference is a path relative to the file it stands in; made relative to the schema folder here.</summary>
    private string Resolve(string reference)
    {
        var root = Path.GetFullPath("/");
        var path = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(file)!, reference));
        return Path.ChangeExtension(Path.GetRelativePath(root, path), null).Replace('\\', '/');
    }

    private static string? Text(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Count(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetInt32() : null;

    private static double? Number(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetDouble() : null;
}
