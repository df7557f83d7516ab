using System.Globalization;
using System.Text;

namespace OpenClaw.Configuration.Reading;

/// <summary>The character classes of the JSON5 grammar (https://spec.json5.org, which takes them from ECMAScript 5.1).</summary>
internal static class Json5Characters
{
    public static bool IsLineTerminator(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    public static bool IsWhiteSpace(char c) =>
        c is '\t' or '\v' or '\f' or ' ' or '\u00A0' or '\uFEFF'
        || IsLineTerminator(c)
        || (c > 0x7F && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static bool IsIdentifierStart(Rune rune) =>
        rune.Value is '$' or '_'
        || (rune.IsAscii
            ? Rune.IsLetter(rune)
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber);

    public static bool IsIdentifierPart(Rune rune) =>
        IsIdentifierStart(rune)
        || rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;

    public static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
