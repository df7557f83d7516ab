using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Models.Http;

/// <summary>Finds the sentence for people in a provider's error body: short, on one line, and without the key.</summary>
internal static class ProviderErrorText
{
    private const int MaxChars = 300;

    /// <summary>Reads at most <paramref name="maxBytes"/> of the body; null when it holds no sentence, or cannot be read.</summary>
    public static async Task<string?> ReadAsync(HttpContent content, int maxBytes, string? secret, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes);
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, maxBytes), maxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Find(buffer.AsMemory(0, length), secret);
        }
        catch (Exception unreadable) when (unreadable is IOException or HttpRequestException)
        {
            // The status code already says what failed.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes <c>error.message</c>, <c>error</c>, <c>message</c> or <c>detail</c>; any other body is not shown.</summary>
    internal static string? Find(ReadOnlyMemory<byte> body, string? secret)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var said = root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? Text(error, "message")
                : Text(root, "error") ?? Text(root, "message") ?? Text(root, "detail");
            return Clean(said, secret);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One line, at most 300 characters, the secret masked wherever a provider repeats it.</summary>
    internal static string? Clean(string? text, string? secret)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!string.IsNullOrEmpty(secret))
        {
            text = text.Replace(secret, "(key)", StringComparison.Ordinal);
        }

        var line = new StringBuilder(Math.Min(text.Length, MaxChars));
        foreach (var c in text)
        {
            if (line.Length == MaxChars)
            {
                return line.Append('…').ToString();
            }

            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString().Trim();
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
