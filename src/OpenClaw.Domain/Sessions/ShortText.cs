namespace OpenClaw.Domain.Sessions;

/// <summary>Cuts text for lists and previews.</summary>
public static class ShortText
{
    /// <summary>At most this many characters, with a mark where it was cut; never through the middle of a character.</summary>
    public static string Of(string text, int chars)
    {
        if (text.Length <= chars)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[chars - 1]) ? chars - 1 : chars;
        return text[..end] + "…";
    }
}
