using System.Text.Json;

namespace OpenClaw.Protocol.Generator;

/// <summary>Everything under <c>protocol/</c>, read and checked for dangling references.</summary>
public sealed class ProtocolDefinition
{
    private ProtocolDefinition(
        IReadOnlyDictionary<string, SchemaShape> schemas,
        IReadOnlyList<MethodDefinition> methods,
        IReadOnlyList<EventDefinition> events,
        ErrorDefinitions errors)
    {
        Schemas = schemas;
        Methods = methods;
        Events = events;
        Errors = errors;
    }

    /// <summary>Schemas by path, as <c>methods/chat.send.params</c>.</summary>
    public IReadOnlyDictionary<string, SchemaShape> Schemas { get; }

    /// <summary>The methods, in the order of <c>methods.json</c>.</summary>
    public IReadOnlyList<MethodDefinition> Methods { get; }

    /// <summary>The events, in the order of <c>events.json</c>.</summary>
    public IReadOnlyList<EventDefinition> Events { get; }

    /// <summary>Error codes, detail codes and close codes.</summary>
    public ErrorDefinitions Errors { get; }

    /// <summary>Reads the folder.</summary>
    /// <exception cref="ProtocolDefinitionException">A file is not understood.</exception>
    public static ProtocolDefinition Load(string folder)
    {
        var root = Path.Combine(folder, "schema");
        var schemas = new SortedDictionary<string, SchemaShape>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            var name = relative[..^".json".Length];
            using var document = Parse(path, relative);
            schemas.Add(name, new SchemaParser(name).Parse(document.RootElement));
        }

        var definition = new ProtocolDefinition(
            schemas,
            Read<MethodFile>(folder, "methods.json").Methods,
            Read<EventFile>(folder, "events.json").Events,
            Read<ErrorDefinitions>(folder, "errors.json"));
        definition.CheckReferences();
        return definition;
    }

    /// <summary>Follows a schema that is nothing but a reference to the one it stands for.</summary>
    public string Canonical(string name)
    {
        while (Schemas[name] is { Kind: SchemaKind.Reference, Nullable: false } alias)
        {
            name = alias.Target!;
        }

        return name;
    }

    private void CheckReferences()
    {
        foreach (var (name, shape) in Schemas)
        {
            Visit(name, shape, [name]);
        }

        foreach (var schema in Methods.SelectMany(method => new[] { method.Params, method.Result }).Concat(Events.Select(@event => @event.Payload)))
        {
            if (!Schemas.ContainsKey(schema))
            {
                throw new ProtocolDefinitionException("methods.json or events.json", $"schema '{schema}' does not exist");
            }
        }

        void Visit(string file, SchemaShape shape, string[] trail)
        {
            if (shape.Kind == SchemaKind.Reference)
            {
                if (!Schemas.TryGetValue(shape.Target!, out var target))
                {
                    throw new ProtocolDefinitionException(file, $"refers to '{shape.Target}', which does not exist");
                }

                if (trail.Contains(shape.Target))
                {
                    throw new ProtocolDefinitionException(file, $"refers to itself through '{shape.Target}'");
                }

                Visit(shape.Target!, target, [.. trail, shape.Target!]);
            }

            foreach (var part in shape.Properties.Select(property => property.Shape).Append(shape.Additional).Append(shape.Items))
            {
                if (part is not null)
                {
                    Visit(file, part, trail);
                }
            }
        }
    }

    private static T Read<T>(string folder, string file)
    {
        using var document = Parse(Path.Combine(folder, file), file);
        return document.RootElement.Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    private static JsonDocument Parse(string path, string name)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException error)
        {
            throw new ProtocolDefinitionException(name, error.Message);
        }
    }

    private sealed record MethodFile(IReadOnlyList<MethodDefinition> Methods);

    private sealed record EventFile(IReadOnlyList<EventDefinition> Events);
}
