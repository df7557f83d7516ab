using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>Any value at all.</summary>
public sealed class AnySchema : SchemaNode
{
    /// <summary>The one instance.</summary>
    public static readonly AnySchema Instance = new();

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        reader.Skip();
        return true;
    }
}
