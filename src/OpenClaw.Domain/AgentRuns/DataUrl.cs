using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Pictures and files as addresses that hold them (RFC 2397), which is how the protocol's <c>mediaUrls</c> and OpenAI's interfaces carry them.</summary>
public static class DataUrl
{
    /// <summary>How such an address begins, in any case.</summary>
    public const string Scheme = "data:";

    private const string Mark = ";base64,";

    /// <summary>Writes one.</summary>
    /// <param name="mimeType">The media type; empty when it is not known.</param>
    /// <param name="data">The bytes.</param>
    public static string Of(string mimeType, ReadOnlySpan<byte> data) => $"{Scheme}{mimeType}{Mark}{Convert.ToBase64String(data)}";

    /// <summary>Writes a picture as one.</summary>
    public static string Of(MessageContent.Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Of(picture.MimeType, picture.Data.Span);
    }

    /// <summary>Reads one that <see cref="Of(MessageContent.Image)"/> wrote; false for every other address.</summary>
    public static bool TryRead(string url, [NotNullWhen(true)] out MessageContent.Image? picture)
    {
        ArgumentNullException.ThrowIfNull(url);
        picture = null;
        var mark = url.IndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0 || !url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var base64 = url.AsSpan(mark + Mark.Length);
        var data = new byte[(base64.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(base64, data, out var length))
        {
            return false;
        }

        picture = new MessageContent.Image(url[Scheme.Length..mark], data.AsMemory(0, length));
        return true;
    }
}
