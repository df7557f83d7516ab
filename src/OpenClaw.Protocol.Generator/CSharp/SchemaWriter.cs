using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Writes the compiled schema of a schema file.</summary>
/// <param name="types">Names of the types.</param>
public sealed class SchemaWriter(TypeMap types)
{
    /// <summary>Writes a class that holds the compiled schema; it is built when first used.</summary>
    public void Write(string schema, SchemaShape shape, SourceText text)
    {
        text.Summary($"The compiled schema `{schema}.json`.").Line($"internal static class {types.Name(schema).Name}Schema").Line("{");
        text.Line($"    internal static readonly SchemaNode Root = {Node(shape, "    ")};").Line("}");
    }

    private string Node(SchemaShape shape, string indent)
    {
        var node = shape.Kind switch
        {
            SchemaKind.Any => "AnySchema.Instance",
            SchemaKind.Reference => types.Name(shape.Target!).QualifiedSchema,
            SchemaKind.Boolean => "BooleanSchema.Instance",
            SchemaKind.Constant when shape.Constant.ValueKind == JsonValueKind.Number => $"new ConstantSchema({Number(shape.Constant.GetDouble())}d)",
            SchemaKind.Constant => $"new ConstantSchema({(shape.Constant.GetBoolean() ? "true" : "false")})",
            SchemaKind.Enum => $"new EnumSchema({string.Join(", ", shape.Values.Select(SourceText.Literal))})",
            SchemaKind.String => (shape.MinLength, shape.MaxLength) switch
            {
                (null, null) => "StringSchema.Any",
                (1, null) => "StringSchema.NonEmpty",
                _ => $"new StringSchema({Bounds(shape)})",
            },
            SchemaKind.Integer => $"new NumberSchema(true{Range(shape)})",
            SchemaKind.Number => $"new NumberSchema(false{Range(shape)})",
            SchemaKind.Array => $"new ArraySchema({Node(shape.Items!, indent)}{(shape.MinLength is null && shape.MaxLength is null ? "" : ", " + Bounds(shape))})",
            _ => ObjectNode(shape, indent),
        };
        return shape.Nullable ? $"new NullableSchema({node})" : node;
    }

    private string ObjectNode(SchemaShape shape, string indent)
    {
        var inner = indent + "    ";
        var properties = shape.Properties.Select(property =>
            $",\n{inner}new ObjectProperty({SourceText.Literal(property.Name)}, {Node(property.Shape, inner)}{(property.Required ? ", required: true" : "")})");
        return $"new ObjectSchema({(shape.Additional is null ? "additional: null" : Node(shape.Additional, inner))}{string.Concat(properties)})";
    }

    private static string Bounds(SchemaShape shape) =>
        shape.MaxLength is { } max ? $"{shape.MinLength ?? 0}, {max}" : $"{shape.MinLength ?? 0}";

    private static string Range(SchemaShape shape) => (shape.Minimum, shape.Maximum) switch
    {
        (null, null) => "",
        (null, { } max) => $", maximum: {Number(max)}d",
        ({ } min, null) => $", {Number(min)}d",
        ({ } min, { } max) => $", {Number(min)}d, {Number(max)}d",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
