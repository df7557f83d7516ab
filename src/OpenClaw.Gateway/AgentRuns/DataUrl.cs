using System.Diagnostics.CodeAnalysis;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Pictures as addresses that hold them (RFC 2397), which is how the protocol's <c>mediaUrls</c> and OpenAI's interfaces carry them.</summary>
public static class DataUrl
{
    private const string Scheme = "data:";
    private const string Mark = ";base64,";

    /// <summary>Writes one.</summary>
    public static string Of(MessageContent.Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return $"{Scheme}{picture.MimeType}{Mark}{Convert.ToBase64String(picture.Data.Span)}";
    }

    /// <summary>Reads one that <see cref="Of"/> wrote; false for every other address.</summary>
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
