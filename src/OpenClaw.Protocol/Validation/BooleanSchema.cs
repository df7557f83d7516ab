using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>True or false.</summary>
public sealed class BooleanSchema : SchemaNode
{
    /// <summary>The one instance.</summary>
    public static readonly BooleanSchema Instance = new();

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False || Fail(ref reader, ref context, "must be boolean");
}
