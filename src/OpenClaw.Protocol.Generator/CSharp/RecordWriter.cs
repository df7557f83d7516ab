namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Writes the record of an object schema.</summary>
/// <param name="types">Names of the types.</param>
/// <param name="inbound">Schema files whose values arrive from clients.</param>
public sealed class RecordWriter(TypeMap types, IReadOnlySet<string> inbound)
{
    /// <summary>Writes the record.</summary>
    public void Write(string schema, SchemaShape shape, SourceText text)
    {
        text.Summary(shape.Description).Line($"public sealed record {types.Name(schema).Name}").Line("{");
        var first = true;
        foreach (var property in shape.Properties)
        {
            if (!first)
            {
                text.Line();
            }

            first = false;
            WriteProperty(schema, property, text);
        }

        text.Line().Line("    /// <summary>The name of the type alone: what goes over the wire may be secret.</summary>");
        text.Line($"    public override string ToString() => nameof({types.Name(schema).Name});");
        text.Line("}");
    }

    private void WriteProperty(string schema, SchemaProperty property, SourceText text)
    {
        var name = TypeName.Pascal(property.Name);
        var type = types.Type(schema, property.Shape);
        var nullable = property.Shape.Nullable && type != "JsonElement";
        text.Summary(property.Shape.Description, "    ");
        if (char.ToLowerInvariant(name[0]) + name[1..] != property.Name)
        {
            text.Line($"    [JsonPropertyName({SourceText.Literal(property.Name)})]");
        }

        if (type is "int" or "long" && inbound.Contains(schema))
        {
            // A client may write 1e3 or 1.0, which JSON Schema counts as whole and System.Text.Json does not.
            text.Line($"    [JsonConverter(typeof(global::OpenClaw.Protocol.Json.Whole{(type == "int" ? "Int32" : "Int64")}Converter))]");
        }

        if (property.Required)
        {
            if (nullable)
            {
                text.Line("    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]");
            }

            text.Line($"    public required {type}{(nullable ? "?" : "")} {name} {{ get; init; }}");
        }
        else if (property.Shape.KeepNull)
        {
            // Undefined when the property is absent, Null when it is there and null.
            text.Line("    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]");
            text.Line($"    public JsonElement {name} {{ get; init; }}");
        }
        else
        {
            text.Line($"    public {type}? {name} {{ get; init; }}");
        }
    }
}
