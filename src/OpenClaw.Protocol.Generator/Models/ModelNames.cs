using OpenClaw.Protocol.Generator.CSharp;

namespace OpenClaw.Protocol.Generator.Models;

/// <summary>Names of the protocol's types in languages that have one flat space for them.</summary>
/// <remarks>The names are those of the C# types, so that all clients speak of the same things.</remarks>
public sealed class ModelNames
{
    private readonly ProtocolDefinition _definition;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Names every schema file.</summary>
    /// <exception cref="ProtocolDefinitionException">Two schemas would have one name.</exception>
    public ModelNames(ProtocolDefinition definition)
    {
        _definition = definition;
        var types = new TypeMap(definition);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var schema in definition.Schemas.Keys.Where(schema => definition.Canonical(schema) == schema))
        {
            var name = types.Name(schema).Name;
            if (!taken.TryAdd(name, schema))
            {
                throw new ProtocolDefinitionException(schema, $"has the name {name}, as {taken[name]} has");
            }

            _names[schema] = name;
        }
    }

    /// <summary>The schema files that stand for a type of their own, in order.</summary>
    public IEnumerable<(string Schema, string Name, SchemaShape Shape)> Types =>
        _names.OrderBy(static pair => pair.Value, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value, _definition.Schemas[pair.Key]));

    /// <summary>Name of a schema file's type, after following plain references.</summary>
    public string this[string schema] => _names[_definition.Canonical(schema)];

    /// <summary>The shape behind a reference.</summary>
    public SchemaShape Follow(SchemaShape reference) => _definition.Schemas[_definition.Canonical(reference.Target!)];
}
