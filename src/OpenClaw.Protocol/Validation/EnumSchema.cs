using System.Text;
using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>One of a few strings.</summary>
/// <param name="values">The strings.</param>
public sealed class EnumSchema(params string[] values) : SchemaNode
{
    private readonly byte[][] _values = Array.ConvertAll(values, Encoding.UTF8.GetBytes);

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            scoped var text = reader.ValueSpan;
            Span<byte> unescaped = stackalloc byte[reader.ValueIsEscaped ? EscapedText.MaxNameLength : 0];
            if (reader.ValueIsEscaped)
            {
                text = EscapedText.Unescape(text, unescaped);
            }

            foreach (var value in _values)
            {
                if (text.SequenceEqual(value))
                {
                    return true;
                }
            }
        }

        return Fail(ref reader, ref context, _values.Length == 1 ? "must be equal to constant" : "must be equal to one of the allowed values");
    }
}
