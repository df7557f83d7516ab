using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>A string, its length counted in Unicode code points.</summary>
/// <param name="minLength">Smallest length.</param>
/// <param name="maxLength">Largest length.</param>
public sealed class StringSchema(int minLength = 0, int maxLength = int.MaxValue) : SchemaNode
{
    /// <summary>Any string.</summary>
    public static readonly StringSchema Any = new();

    /// <summary>Any string but the empty one.</summary>
    public static readonly StringSchema NonEmpty = new(1);

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail(ref reader, ref context, "must be string");
        }

        if (minLength == 0 && maxLength == int.MaxValue)
        {
            return true;
        }

        // A code point takes one to four bytes, and at most twelve when escaped: mostly the byte count decides.
        var bytes = reader.ValueSpan.Length;
        if (bytes <= maxLength && (bytes + 11) / 12 >= minLength)
        {
            return true;
        }

        var length = EscapedText.CountCodePoints(reader.ValueSpan, reader.ValueIsEscaped);
        if (length < minLength)
        {
            context.Add($"must not have fewer than {minLength} characters");
            return false;
        }

        if (length > maxLength)
        {
            context.Add($"must not have more than {maxLength} characters");
            return false;
        }

        return true;
    }
}
