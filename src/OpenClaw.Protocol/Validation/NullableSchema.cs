using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>Null, or what another schema takes.</summary>
/// <param name="inner">The other schema.</param>
public sealed class NullableSchema(SchemaNode inner) : SchemaNode
{
    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType == JsonTokenType.Null || inner.Check(ref reader, ref context))
        {
            return true;
        }

        context.Add("must be null", int.MaxValue);
        context.Add("must match a schema in anyOf", int.MaxValue);
        return false;
    }
}
