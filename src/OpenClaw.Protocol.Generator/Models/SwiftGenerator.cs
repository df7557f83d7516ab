using System.Text;
using OpenClaw.Protocol.Generator.CSharp;

namespace OpenClaw.Protocol.Generator.Models;

/// <summary>Writes the protocol as one Swift file: a Codable, Sendable struct a schema, open sets of strings, and the tables of names.</summary>
/// <remarks>
/// Strings with a closed set of values become structs with constants rather than enums, so that a value that a later gateway sends does not make a
/// whole frame unreadable. What may be anything is a <c>JSONValue</c>.
/// </remarks>
public sealed class SwiftGenerator
{
    private static readonly HashSet<string> s_keywords =
    [
        "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "for", "func", "guard",
        "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows", "return", "self",
        "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ];

    private readonly ProtocolDefinition _definition;
    private readonly ModelNames _names;
    private readonly StringBuilder _text = new();

    private SwiftGenerator(ProtocolDefinition definition)
    {
        _definition = definition;
        _names = new ModelNames(definition);
    }

    /// <summary>The file's text.</summary>
    public static string Generate(ProtocolDefinition definition) => new SwiftGenerator(definition).Write();

    private string Write()
    {
        Line("// Written by scripts/generate-protocol --swift from protocol/. Do not edit.");
        Line();
        Line("import Foundation");
        Line();
        WriteSupport();
        foreach (var (_, name, shape) in _names.Types)
        {
            WriteType(name, shape);
        }

        WriteNames("GatewayMethod", "Names of the methods.", _definition.Methods.Select(method => (method.Name, (string?)method.Description)));
        WriteNames("GatewayEvent", "Names of the events.", _definition.Events.Select(@event => (@event.Name, (string?)@event.Description)));
        WriteNames("GatewayErrorCode", "What `error.code` can be.", _definition.Errors.Errors.Select(error => (error.Code, (string?)error.Description)));
        WriteNames("GatewayErrorDetail", "What `error.details.code` can be.", _definition.Errors.Details.Select(detail => (detail.Code, (string?)detail.Description)));
        Line("/// Codes of the gateway's close frames.");
        Line("public enum GatewayCloseCode {");
        foreach (var code in _definition.Errors.CloseCodes)
        {
            Comment($"{code.Description} Reconnect: {code.Reconnect}.", "    ");
            Line($"    public static let {Member(code.Name)} = {code.Code}");
        }

        Line("}");
        return _text.ToString();
    }

    private void WriteSupport() => _text.Append("""
        /// Any JSON.
        public enum JSONValue: Codable, Hashable, Sendable {
            case null
            case bool(Bool)
            case number(Double)
            case string(String)
            case array([JSONValue])
            case object([String: JSONValue])

            public init(from decoder: Decoder) throws {
                let container = try decoder.singleValueContainer()
                if container.decodeNil() { self = .null }
                else if let value = try? container.decode(Bool.self) { self = .bool(value) }
                else if let value = try? container.decode(Double.self) { self = .number(value) }
                else if let value = try? container.decode(String.self) { self = .string(value) }
                else if let value = try? container.decode([JSONValue].self) { self = .array(value) }
                else { self = .object(try container.decode([String: JSONValue].self)) }
            }

            public func encode(to encoder: Encoder) throws {
                var container = encoder.singleValueContainer()
                switch self {
                case .null: try container.encodeNil()
                case .bool(let value): try container.encode(value)
                case .number(let value): try container.encode(value)
                case .string(let value): try container.encode(value)
                case .array(let value): try container.encode(value)
                case .object(let value): try container.encode(value)
                }
            }
        }


        """.ReplaceLineEndings("\n"));

    private void WriteType(string name, SchemaShape shape)
    {
        if (shape is { Kind: SchemaKind.Enum, Nullable: false, Values.Count: > 1 })
        {
            WriteNames(name, shape.Description, shape.Values.Select(static value => (value, (string?)null)));
            return;
        }

        if (!TypeMap.IsRecord(shape))
        {
            Comment(shape.Description, "");
            Line($"public typealias {name} = {Type(shape)}");
            Line();
            return;
        }

        Comment(shape.Description, "");
        Line($"public struct {name}: Codable, Hashable, Sendable {{");
        foreach (var property in shape.Properties)
        {
            Comment(property.Shape.Description, "    ");
            Line($"    public var {Member(property.Name)}: {PropertyType(property)}");
        }

        Line();
        var parameters = shape.Properties.OrderBy(property => IsOptional(property) ? 1 : 0)
            .Select(property => $"{Member(property.Name)}: {PropertyType(property)}{(IsOptional(property) ? " = nil" : "")}");
        Line($"    public init({string.Join(", ", parameters)}) {{");
        foreach (var property in shape.Properties)
        {
            Line($"        self.{Member(property.Name)} = {Member(property.Name)}");
        }

        Line("    }");
        if (shape.Properties.Count > 0)
        {
            Line();
            Line("    private enum CodingKeys: String, CodingKey {");
            foreach (var property in shape.Properties)
            {
                Line($"        case {Member(property.Name)} = \"{property.Name}\"");
            }

            Line("    }");
        }

        Line("}");
        Line();
    }

    private void WriteNames(string name, string? description, IEnumerable<(string Value, string? Description)> values)
    {
        Comment(description, "");
        Line($"public struct {name}: RawRepresentable, Codable, Hashable, Sendable {{");
        Line("    public var rawValue: String");
        Line("    public init(rawValue: String) { self.rawValue = rawValue }");
        Line();
        foreach (var (value, text) in values)
        {
            Comment(text, "    ");
            Line($"    public static let {Member(value)} = {name}(rawValue: \"{value}\")");
        }

        Line("}");
        Line();
    }

    private static bool IsOptional(SchemaProperty property) => !property.Required || property.Shape.Nullable || property.Shape.KeepNull;

    // JSONValue has a null of its own, so that a member that is null can be told from one that is absent.
    private string PropertyType(SchemaProperty property) => Type(property.Shape) + (IsOptional(property) ? "?" : "");

    private string Type(SchemaShape shape) => shape.KeepNull ? "JSONValue" : shape.Kind switch
    {
        SchemaKind.Reference => _names[shape.Target!],
        SchemaKind.String or SchemaKind.Enum => "String",
        SchemaKind.Integer => "Int",
        SchemaKind.Number => "Double",
        SchemaKind.Boolean => "Bool",
        SchemaKind.Constant => shape.Constant.ValueKind == System.Text.Json.JsonValueKind.Number ? "Int" : "Bool",
        SchemaKind.Array => $"[{Type(shape.Items!)}]",
        SchemaKind.Object => shape.Additional is { Kind: not SchemaKind.Any } values ? $"[String: {Type(values)}]" : "[String: JSONValue]",
        _ => "JSONValue",
    };

    /// <summary>A Swift name in camel case: <c>node.invoke.result</c> becomes nodeInvokeResult, <c>NOT_PAIRED</c> notPaired.</summary>
    private static string Member(string name)
    {
        var pascal = TypeName.Pascal(name.Any(char.IsLower) ? name : name.ToLowerInvariant());
        var member = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return s_keywords.Contains(member) ? $"`{member}`" : member;
    }

    private void Comment(string? text, string indent)
    {
        if (text is not null)
        {
            Line($"{indent}/// {text.ReplaceLineEndings(" ")}");
        }
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
