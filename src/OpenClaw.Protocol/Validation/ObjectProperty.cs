namespace OpenClaw.Protocol.Validation;

/// <summary>A declared property of an object.</summary>
/// <param name="name">Its name.</param>
/// <param name="schema">What its value must be.</param>
/// <param name="required">Whether it must be there.</param>
public sealed class ObjectProperty(string name, SchemaNode schema, bool required = false)
{
    internal string Name { get; } = name;

    internal byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    internal SchemaNode Schema { get; } = schema;

    internal bool Required { get; } = required;
}
