using System.Buffers.Text;

namespace OpenClaw.Protocol.Frames;

/// <summary>Finds surrogate escapes that stand alone, as in <c>"\ud83d"</c>.</summary>
/// <remarks>
/// JSON allows them, and JavaScript clients send them whenever they cut a string inside an emoji. They stand for no
/// character, so nothing that decodes text can take them.
/// </remarks>
public static class SurrogateEscapes
{
    private const int EscapeLength = 6;

    /// <summary>Replaces each lone surrogate escape by <c>\ufffd</c>, which has the same length.</summary>
    /// <param name="utf8Json">JSON text, changed in place.</param>
    /// <returns>How many were replaced.</returns>
    public static int Repair(Span<byte> utf8Json)
    {
        var count = 0;
        for (var at = FindLone(utf8Json, 0); at >= 0; at = FindLone(utf8Json, at + EscapeLength))
        {
            "\\ufffd"u8.CopyTo(utf8Json[at..]);
            count++;
        }

        return count;
    }

    /// <summary>Whether there is a lone surrogate escape.</summary>
    public static bool AnyLone(ReadOnlySpan<byte> utf8Json) => FindLone(utf8Json, 0) >= 0;

    private static int FindLone(ReadOnlySpan<byte> json, int from)
    {
        while (from < json.Length)
        {
            var next = json[from..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            from += next;
            if (!TryUnit(json, from, out var unit))
            {
                // Any other escape is two bytes; the second may itself be a backslash.
                from += 2;
            }
            else if (char.IsHighSurrogate(unit) && TryUnit(json, from + EscapeLength, out var low) && char.IsLowSurrogate(low))
            {
                from += 2 * EscapeLength;
            }
            else if (char.IsSurrogate(unit))
            {
                return from;
            }
            else
            {
                from += EscapeLength;
            }
        }

        return -1;
    }

    private static bool TryUnit(ReadOnlySpan<byte> json, int at, out char unit)
    {
        unit = default;
        if (at + EscapeLength > json.Length || json[at] != '\\' || json[at + 1] != 'u' ||
            !Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort value, out var consumed, 'x') || consumed != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
