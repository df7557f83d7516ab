using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Protocol.Json;

/// <summary>Reads whole numbers in any notation that JSON Schema counts as an integer: <c>1000</c>, <c>1e3</c>, <c>1000.0</c>.</summary>
internal static class WholeNumber
{
    /// <summary>Largest and smallest magnitude that a JSON peer can represent exactly.</summary>
    private const double Safe = 9007199254740991;

    internal static long Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("expected a whole number");
        }

        if (reader.TryGetInt64(out var value))
        {
            return value;
        }

        var text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsInteger(number) && Math.Abs(number) <= Safe
            ? (long)number
            : throw new JsonException("expected a whole number");
    }
}

/// <summary>A 64-bit whole number in any notation.</summary>
public sealed class WholeInt64Converter : JsonConverter<long>
{
    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WholeNumber.Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A 32-bit whole number in any notation.</summary>
public sealed class WholeInt32Converter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WholeNumber.Read(ref reader) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw new JsonException("expected a whole number of 32 bits");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
