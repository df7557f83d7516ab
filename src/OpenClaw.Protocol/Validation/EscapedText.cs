using System.Globalization;
using System.Text;

namespace OpenClaw.Protocol.Validation;

/// <summary>The inside of a JSON string that holds escapes, handled without throwing on a lone surrogate.</summary>
internal static class EscapedText
{
    /// <summary>Longest property name that is unescaped; no declared name is longer, so a longer one is simply unknown.</summary>
    internal const int MaxNameLength = 128;

    /// <summary>Unescapes into <paramref name="buffer"/>, cut at its length. A lone surrogate becomes U+FFFD.</summary>
    internal static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var written = 0;
        Span<byte> encoded = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            var length = 1;
            if (text[0] == '\\')
            {
                length = Take(ref text).EncodeToUtf8(encoded);
            }
            else
            {
                encoded[0] = text[0];
                text = text[1..];
            }

            if (written + length > buffer.Length)
            {
                break;
            }

            encoded[..length].CopyTo(buffer[written..]);
            written += length;
        }

        return buffer[..written];
    }

    /// <summary>Number of Unicode code points, a lone surrogate counting as one.</summary>
    internal static int CountCodePoints(ReadOnlySpan<byte> text, bool escaped)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            if (escaped && text[0] == '\\')
            {
                Take(ref text);
                count++;
            }
            else
            {
                // Every byte but a continuation byte (10xxxxxx) begins a code point.
                count += (text[0] & 0xC0) == 0x80 ? 0 : 1;
                text = text[1..];
            }
        }

        return count;
    }

    /// <summary>Takes one escape sequence, or a pair of them that stands for one code point, off the front.</summary>
    private static Rune Take(ref ReadOnlySpan<byte> text)
    {
        var kind = text.Length > 1 ? text[1] : (byte)0;
        if (kind == 'u' && TryUnit(text, out var unit))
        {
            text = text[6..];
            if (!char.IsSurrogate(unit))
            {
                return new Rune(unit);
            }

            if (char.IsHighSurrogate(unit) && text.Length > 1 && text[0] == '\\' && text[1] == 'u' &&
                TryUnit(text, out var low) && char.IsLowSurrogate(low))
            {
                text = text[6..];
                return new Rune(unit, low);
            }

            return Rune.ReplacementChar;
        }

        text = text[Math.Min(2, text.Length)..];
        return new Rune(kind switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => (char)kind,
        });
    }

    private static bool TryUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = default;
        if (escape.Length < 6 || !ushort.TryParse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
