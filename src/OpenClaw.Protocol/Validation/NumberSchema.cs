using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>A finite number within bounds, perhaps a whole one. As in JavaScript, <c>1.0</c> and <c>1e3</c> are whole.</summary>
/// <param name="whole">Whether it must be whole.</param>
/// <param name="minimum">Smallest value.</param>
/// <param name="maximum">Largest value.</param>
public sealed class NumberSchema(bool whole, double minimum = double.MinValue, double maximum = double.MaxValue) : SchemaNode
{
    private readonly string _typeText = whole ? "must be integer" : "must be number";

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType != JsonTokenType.Number ||
            !double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ||
            !double.IsFinite(value) ||
            (whole && !double.IsInteger(value)))
        {
            return Fail(ref reader, ref context, _typeText);
        }

        if (value < minimum)
        {
            context.Add(string.Create(CultureInfo.InvariantCulture, $"must be >= {minimum}"));
            return false;
        }

        if (value > maximum)
        {
            context.Add(string.Create(CultureInfo.InvariantCulture, $"must be <= {maximum}"));
            return false;
        }

        return true;
    }
}
