namespace OpenClaw.Protocol.Validation;

/// <summary>Every compiled schema of the protocol, by the path of its file.</summary>
public static partial class SchemaCatalogue
{
    /// <summary>The paths, as <c>methods/chat.send.params</c>, sorted.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>The compiled schema of a file.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static SchemaNode Get(string name) => Lookup(name) ?? throw new KeyNotFoundException(name);
}
