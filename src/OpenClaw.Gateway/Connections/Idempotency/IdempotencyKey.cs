using System.Text.Json;

namespace OpenClaw.Gateway.Connections.Idempotency;

/// <summary>Finds the idempotency key in a request's params.</summary>
internal static class IdempotencyKey
{
    /// <summary>Longest key, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>The text of the top-level member <c>idempotencyKey</c>; null when there is none.</summary>
    /// <param name="parameters">UTF-8 JSON that has passed the method's schema, or nothing.</param>
    public static string? Find(ReadOnlySpan<byte> parameters)
    {
        if (parameters.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(parameters);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                var isKey = reader.ValueTextEquals("idempotencyKey"u8);
                reader.Read();
                if (isKey)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }

        return null;
    }
}
