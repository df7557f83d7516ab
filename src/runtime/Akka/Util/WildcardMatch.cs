namespace Akka.Util;

/// <summary>Texts and patterns of "*" (any characters) and "?" (one).</summary>
public static class WildcardMatch
{
    /// <summary>Whether a text fits a pattern; time grows with the product of their lengths at worst.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        var (at, inPattern, star, retry) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                star = inPattern++;
                retry = at;
            }
            else if (inPattern < pattern.Length && (pattern[inPattern] == '?' || Same(text[at], pattern[inPattern], caseSensitive)))
            {
                at++;
                inPattern++;
            }
            else if (star >= 0)
            {
                inPattern = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (inPattern < pattern.Length && pattern[inPattern] == '*') inPattern++;
        return inPattern == pattern.Length;
    }

    private static bool Same(char a, char b, bool caseSensitive) => a == b || (!caseSensitive && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
