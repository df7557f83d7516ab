using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>Exactly one boolean or one number. (A constant string is an <see cref="EnumSchema"/> of one.)</summary>
public sealed class ConstantSchema : SchemaNode
{
    private readonly JsonTokenType _token;
    private readonly double _number;

    /// <summary>A constant boolean.</summary>
    public ConstantSchema(bool value) => _token = value ? JsonTokenType.True : JsonTokenType.False;

    /// <summary>A constant number.</summary>
    public ConstantSchema(double value) => (_token, _number) = (JsonTokenType.Number, value);

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context) =>
        (reader.TokenType == _token &&
            (_token != JsonTokenType.Number ||
             (double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value.Equals(_number)))) ||
        Fail(ref reader, ref context, "must be equal to constant");
}
