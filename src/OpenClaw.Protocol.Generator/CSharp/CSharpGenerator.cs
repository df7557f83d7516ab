namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Writes all C# that follows from the protocol's definition.</summary>
public static class CSharpGenerator
{
    /// <summary>Generates into <paramref name="output"/>.</summary>
    public static void Generate(ProtocolDefinition definition, OutputTree output)
    {
        var types = new TypeMap(definition);
        var records = new RecordWriter(types, FindInbound(definition));
        var schemas = new SchemaWriter(types);
        foreach (var (schema, shape) in definition.Schemas.Where(pair => definition.Canonical(pair.Key) == pair.Key))
        {
            var name = types.Name(schema);
            var text = new SourceText(name.Namespace, $"schema/{schema}.json", "System.Text.Json", "System.Text.Json.Serialization", "OpenClaw.Protocol.Validation");
            if (TypeMap.IsRecord(shape))
            {
                records.Write(schema, shape, text);
                text.Line();
            }
            else if (shape is { Kind: SchemaKind.Enum, Values.Count: > 1 })
            {
                WriteNames(name.Name, shape, text);
            }

            schemas.Write(schema, shape, text);
            output.Add($"{name.Folder}/{name.Name}", text.ToString());
        }

        WriteContext(definition, types, output);
        var tables = new TableWriter(definition, types);
        tables.WriteMethods(output);
        tables.WriteEvents(output);
        tables.WriteCatalogue(output);
        ErrorWriter.Write(definition.Errors, output);
    }

    /// <summary>Schema files that params are made of.</summary>
    private static HashSet<string> FindInbound(ProtocolDefinition definition)
    {
        var found = new HashSet<string>();
        foreach (var method in definition.Methods)
        {
            AddFile(definition.Canonical(method.Params));
        }

        return found;

        void AddFile(string schema)
        {
            if (found.Add(schema))
            {
                Add(definition.Schemas[schema]);
            }
        }

        void Add(SchemaShape shape)
        {
            if (shape.Kind == SchemaKind.Reference)
            {
                AddFile(definition.Canonical(shape.Target!));
            }

            foreach (var part in shape.Properties.Select(property => property.Shape).Append(shape.Additional).Append(shape.Items))
            {
                if (part is not null)
                {
                    Add(part);
                }
            }
        }
    }

    private static void WriteNames(string name, SchemaShape shape, SourceText text)
    {
        text.Summary(shape.Description).Line($"public static class {name}").Line("{");
        TableWriter.WriteConstants(text, shape.Values.Select(value => (TypeName.Pascal(value), value, (string?)$"`{value}`")));
        text.Line("}").Line();
    }

    private static void WriteContext(ProtocolDefinition definition, TypeMap types, OutputTree output)
    {
        var text = new SourceText("OpenClaw.Protocol.Json", "schema", "System.Text.Json", "System.Text.Json.Serialization");
        text.Summary("Source-generated JSON contracts of every type on the socket: camel case, nulls left out.");
        text.Line("[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]");
        foreach (var (schema, shape) in definition.Schemas.Where(pair => definition.Canonical(pair.Key) == pair.Key))
        {
            if (TypeMap.IsRecord(shape))
            {
                // Params are read far more often than written, and a quarter of the generated code is the fast way of writing.
                var mode = schema.EndsWith(".params", StringComparison.Ordinal) ? ", GenerationMode = JsonSourceGenerationMode.Metadata" : "";
                text.Line($"[JsonSerializable(typeof({types.Name(schema).Qualified}){mode})]");
            }
            else if (shape.Kind == SchemaKind.Array)
            {
                text.Line($"[JsonSerializable(typeof({types.Type(schema, shape).Replace("IReadOnlyList", "global::System.Collections.Generic.IReadOnlyList", StringComparison.Ordinal)}), TypeInfoPropertyName = {SourceText.Literal(types.Name(schema).Name)})]");
            }
        }

        output.Add("Json/ProtocolJson", text.Line("public sealed partial class ProtocolJson : JsonSerializerContext;").ToString());
    }
}
