namespace OpenClaw.Protocol.Generator.CSharp;

/// <summary>Writes the tables of methods and events and the catalogue of all schemas.</summary>
/// <param name="definition">The protocol.</param>
/// <param name="types">Names of the types.</param>
public sealed class TableWriter(ProtocolDefinition definition, TypeMap types)
{
    /// <summary>Writes the entries of <c>MethodTable</c>.</summary>
    public void WriteMethods(OutputTree output)
    {
        var text = new SourceText("OpenClaw.Protocol.Methods", "methods.json", "OpenClaw.Protocol.Validation");
        text.Line("public static partial class MethodTable").Line("{").Line("    private static MethodInfo[] CreateAll() =>").Line("    [");
        for (var i = 0; i < definition.Methods.Count; i++)
        {
            var method = definition.Methods[i];
            var roles = string.Join(" | ", method.Roles.Select(role => "MethodRoles." + TypeName.Pascal(role)));
            var until = method.Until is { } last ? $"{last}" : "int.MaxValue";
            text.Line($"        new({i}, {SourceText.Literal(method.Name)}, {roles}, {SourceText.Literal(method.Scope)}, idempotent: {Bool(method.Idempotent)}, " +
                $"since: {method.Since}, until: {until}, isHandshake: {Bool(method.Handshake)}, sideEffect: {SourceText.Literal(method.SideEffect)}),");
        }

        text.Line("    ];").Line();
        text.Line("    // A switch, so that the schema of a method is built when the method is first called.");
        WriteSwitch(text, "ParamsSchema", definition.Methods.Select(method => method.Params));
        text.Line();
        WriteSwitch(text, "ResultSchema", definition.Methods.Select(method => method.Result));
        output.Add("Methods/MethodTable", text.Line("}").ToString());
    }

    /// <summary>Writes the entries of <c>EventTable</c> and the names of the events.</summary>
    public void WriteEvents(OutputTree output)
    {
        var text = new SourceText("OpenClaw.Protocol.Events", "events.json", "OpenClaw.Protocol.Validation");
        text.Line("public static partial class EventTable").Line("{").Line("    private static EventInfo[] CreateAll() =>").Line("    [");
        for (var i = 0; i < definition.Events.Count; i++)
        {
            var @event = definition.Events[i];
            text.Line($"        new({i}, {SourceText.Literal(@event.Name)}, {SourceText.Literal(@event.Scope["3"])}, {SourceText.Literal(@event.Scope["4"])}, " +
                $"droppable: {Bool(@event.Droppable)}, targeted: {Bool(@event.Targeted)}, subscription: {SourceText.Literal(@event.Subscription)}),");
        }

        text.Line("    ];").Line();
        WriteSwitch(text, "PayloadSchema", definition.Events.Select(@event => @event.Payload));
        output.Add("Events/EventTable", text.Line("}").ToString());

        var names = new SourceText("OpenClaw.Protocol.Events", "events.json");
        names.Summary("Names of the events.").Line("public static class EventNames").Line("{");
        WriteConstants(names, definition.Events.Select(@event => (TypeName.Pascal(@event.Name), @event.Name, (string?)@event.Description)));
        output.Add("Events/EventNames", names.Line("}").ToString());

        names = new SourceText("OpenClaw.Protocol.Methods", "methods.json");
        names.Summary("Names of the methods.").Line("public static class MethodNames").Line("{");
        WriteConstants(names, definition.Methods.Select(method => (TypeName.Pascal(method.Name), method.Name, (string?)method.Description)));
        output.Add("Methods/MethodNames", names.Line("}").ToString());
    }

    /// <summary>Writes the catalogue that finds any compiled schema by its path.</summary>
    public void WriteCatalogue(OutputTree output)
    {
        var text = new SourceText("OpenClaw.Protocol.Validation", "schema");
        text.Line("public static partial class SchemaCatalogue").Line("{");
        text.Line("    private static readonly string[] s_names =").Line("    [");
        foreach (var schema in definition.Schemas.Keys)
        {
            text.Line($"        {SourceText.Literal(schema)},");
        }

        text.Line("    ];").Line();
        text.Line("    private static SchemaNode? Lookup(string name) => name switch").Line("    {");
        foreach (var schema in definition.Schemas.Keys)
        {
            text.Line($"        {SourceText.Literal(schema)} => {types.Name(schema).QualifiedSchema},");
        }

        output.Add("Validation/SchemaCatalogue", text.Line("        _ => null,").Line("    };").Line("}").ToString());
    }

    /// <summary>Writes public constants of type string.</summary>
    public static void WriteConstants(SourceText text, IEnumerable<(string Name, string Value, string? Description)> constants)
    {
        var first = true;
        foreach (var (name, value, description) in constants)
        {
            if (!first)
            {
                text.Line();
            }

            first = false;
            text.Summary(description, "    ").Line($"    public const string {name} = {SourceText.Literal(value)};");
        }
    }

    private void WriteSwitch(SourceText text, string name, IEnumerable<string> schemas)
    {
        text.Line($"    internal static SchemaNode {name}(int index) => index switch").Line("    {");
        var i = 0;
        foreach (var schema in schemas)
        {
            text.Line($"        {i++} => {types.Name(schema).QualifiedSchema},");
        }

        text.Line("        _ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),").Line("    };");
    }

    private static string Bool(bool value) => value ? "true" : "false";
}
