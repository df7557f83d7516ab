using System.Text;

namespace OpenClaw.Protocol.Generator.Models;

/// <summary>Writes the protocol as one TypeScript module without code of its own but the tables: types of frames, params, results, events and errors.</summary>
public sealed class TypeScriptGenerator
{
    private readonly ProtocolDefinition _definition;
    private readonly ModelNames _names;
    private readonly StringBuilder _text = new();

    private TypeScriptGenerator(ProtocolDefinition definition)
    {
        _definition = definition;
        _names = new ModelNames(definition);
    }

    /// <summary>The module's text.</summary>
    public static string Generate(ProtocolDefinition definition) => new TypeScriptGenerator(definition).Write();

    private string Write()
    {
        Line("// Written by scripts/generate-protocol --typescript from protocol/. Do not edit.");
        Line();
        foreach (var (_, name, shape) in _names.Types)
        {
            WriteType(name, shape);
        }

        WriteMethods();
        WriteEvents();
        WriteCodes();
        return _text.ToString();
    }

    private void WriteType(string name, SchemaShape shape)
    {
        Comment(shape.Description, "");
        if (shape is not { Kind: SchemaKind.Object, Nullable: false } || (shape.Properties.Count == 0 && shape.Additional is not null))
        {
            Line($"export type {name} = {Type(shape)};");
            Line();
            return;
        }

        if (shape.Properties.Count == 0)
        {
            // An empty interface takes anything; this takes no member at all.
            Line($"export type {name} = Record<string, never>;");
            Line();
            return;
        }

        Line($"export interface {name} {{");
        foreach (var property in shape.Properties)
        {
            Comment(property.Shape.Description, "  ");
            Line($"  {PropertyName(property.Name)}{(property.Required ? "" : "?")}: {Type(property.Shape)};");
        }

        if (shape.Additional is not null)
        {
            Line("  /** Members that a later version may add. */");
            Line("  [name: string]: unknown;");
        }

        Line("}");
        Line();
    }

    private string Type(SchemaShape shape)
    {
        var type = shape.Kind switch
        {
            SchemaKind.Reference => _names[shape.Target!],
            SchemaKind.String => "string",
            SchemaKind.Enum => string.Join(" | ", shape.Values.Select(Literal)),
            SchemaKind.Integer or SchemaKind.Number => "number",
            SchemaKind.Boolean => "boolean",
            SchemaKind.Constant => shape.Constant.GetRawText(),
            SchemaKind.Array => Type(shape.Items!) is var item && item.Contains(' ', StringComparison.Ordinal) ? $"({item})[]" : $"{item}[]",
            SchemaKind.Object => shape.Additional is { Kind: not SchemaKind.Any } values ? $"Record<string, {Type(values)}>" : "Record<string, unknown>",
            _ => "unknown",
        };
        return (shape.Nullable || shape.KeepNull) && type != "unknown" ? $"{type} | null" : type;
    }

    private void WriteMethods()
    {
        Line("/** Params and result of each method. */");
        Line("export interface Methods {");
        foreach (var method in _definition.Methods)
        {
            Comment(method.Description, "  ");
            Line($"  {Literal(method.Name)}: {{ params: {_names[method.Params]}; result: {_names[method.Result]} }};");
        }

        Line("}");
        Line();
        Line("export type MethodName = keyof Methods;");
        Line();
        Line("/** Who may call a method, and since which version there is one. */");
        Line("export interface MethodInfo {");
        Line("  readonly roles: readonly (\"operator\" | \"node\")[];");
        Line("  /** The scope that an operator needs; null for none. */");
        Line("  readonly scope: string | null;");
        Line("  /** Whether a repeated call changes nothing more. */");
        Line("  readonly idempotent: boolean;");
        Line("  readonly since: number;");
        Line("  readonly until?: number;");
        Line("}");
        Line();
        Line("export const methods: { readonly [M in MethodName]: MethodInfo } = {");
        foreach (var method in _definition.Methods)
        {
            var roles = string.Join(", ", method.Roles.Select(Literal));
            var until = method.Until is { } last ? $", until: {last}" : "";
            Line($"  {Literal(method.Name)}: {{ roles: [{roles}], scope: {(method.Scope is null ? "null" : Literal(method.Scope))}, idempotent: {(method.Idempotent ? "true" : "false")}, since: {method.Since}{until} }},");
        }

        Line("};");
        Line();
    }

    private void WriteEvents()
    {
        Line("/** Payload of each event. */");
        Line("export interface Events {");
        foreach (var @event in _definition.Events)
        {
            Comment(@event.Description, "  ");
            Line($"  {Literal(@event.Name)}: {_names[@event.Payload]};");
        }

        Line("}");
        Line();
        Line("export type EventName = keyof Events;");
        Line();
    }

    private void WriteCodes()
    {
        Line("/** What `error.code` can be. */");
        Line($"export type ErrorCode = {string.Join(" | ", _definition.Errors.Errors.Select(error => Literal(error.Code)))};");
        Line();
        Line("/** What `error.details.code` can be. */");
        Line($"export type ErrorDetailCode = {string.Join(" | ", _definition.Errors.Details.Select(detail => Literal(detail.Code)))};");
        Line();
        Line("/** Codes of the gateway's close frames. */");
        Line("export const closeCodes = {");
        foreach (var code in _definition.Errors.CloseCodes)
        {
            Comment($"{code.Description} Reconnect: {code.Reconnect}.", "  ");
            Line($"  {char.ToLowerInvariant(code.Name[0])}{code.Name[1..]}: {code.Code},");
        }

        Line("} as const;");
    }

    private void Comment(string? text, string indent)
    {
        if (text is not null)
        {
            Line($"{indent}/** {text.Replace("*/", "* /", StringComparison.Ordinal)} */");
        }
    }

    private static string PropertyName(string name) =>
        name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$') && !char.IsAsciiDigit(name[0]) ? name : Literal(name);

    private static string Literal(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
