namespace OpenClaw.Domain.AgentRuns;

/// <summary>Pictures and files as addresses that hold them (RFC 2397), which is how the protocol's attachments and <c>mediaUrls</c> and OpenAI's interfaces carry them.</summary>
/// <remarks>
/// What is read as one: the scheme in any case; then, up to the first comma, a media type that may be missing, parameters that are passed over, and
/// <c>;base64</c> in any case; then padded base64 (RFC 4648, 4), in which white space does not count. The other form of RFC 2397, percent-encoded text, is
/// refused: no client sends it for what these carry. The data may be empty: whether an empty picture makes sense is for the reader to say.
/// </remarks>
public static class DataUrl
{
    private const string Scheme = "data:";
    private const string Base64Mark = ";base64";

    /// <summary>Whether an address is a data URL, well written or not.</summary>
    public static bool Is(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes one.</summary>
    /// <param name="mimeType">The media type; empty when it is not known.</param>
    /// <param name="data">The bytes.</param>
    public static string Of(string mimeType, ReadOnlySpan<byte> data) => $"{Scheme}{mimeType}{Base64Mark},{Convert.ToBase64String(data)}";

    /// <summary>Writes a picture as one.</summary>
    public static string Of(MessageContent.Image picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Of(picture.MimeType, picture.Data.Span);
    }

    /// <summary>Reads one.</summary>
    /// <param name="address">What may be a data URL.</param>
    /// <param name="maxBytes">The most bytes that the data may have.</param>
    /// <param name="mimeType">The media type in lower case, without parameters; empty when the address names none, or cannot be read.</param>
    /// <param name="data">The bytes; empty when the address cannot be read.</param>
    public static DataUrlFault Read(string address, int maxBytes, out string mimeType, out ReadOnlyMemory<byte> data)
    {
        (mimeType, data) = ("", default);
        if (!Is(address))
        {
            return DataUrlFault.NoDataUrl;
        }

        var text = address.AsSpan(Scheme.Length);
        var comma = text.IndexOf(',');
        if (comma < 0 || !text[..comma].EndsWith(Base64Mark, StringComparison.OrdinalIgnoreCase))
        {
            return DataUrlFault.NotBase64;
        }

        var fault = Decode(text[(comma + 1)..], maxBytes, out data);
        if (fault == DataUrlFault.None)
        {
            mimeType = text[..text.IndexOf(';')].Trim().ToString().ToLowerInvariant();
        }

        return fault;
    }

    /// <summary>Reads base64 that stands without an address around it, by the same rule.</summary>
    public static DataUrlFault Decode(ReadOnlySpan<char> base64, int maxBytes, out ReadOnlyMemory<byte> data)
    {
        data = default;
        var digits = 0;
        foreach (var character in base64)
        {
            if (character > ' ')
            {
                digits++;
            }
        }

        // Two of the last three bytes may be padding. What is too large is not decoded, and takes no room.
        if ((digits / 4L * 3) - 2 > maxBytes)
        {
            return DataUrlFault.TooLarge;
        }

        var bytes = new byte[(digits / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var length))
        {
            return DataUrlFault.Damaged;
        }

        if (length > maxBytes)
        {
            return DataUrlFault.TooLarge;
        }

        data = bytes.AsMemory(0, length);
        return DataUrlFault.None;
    }
}
