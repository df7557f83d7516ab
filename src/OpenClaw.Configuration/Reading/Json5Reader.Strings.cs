using System.Text;

namespace OpenClaw.Configuration.Reading;

public sealed partial class Json5Reader
{
    /// <summary>Reads a string in single or double quotes; the cursor stands on the opening quote.</summary>
    private bool ReadString(out string value)
    {
        value = "";
        var start = _at;
        var quote = _text[_at++];
        var plainEnd = _text.AsSpan(_at).IndexOfAny([quote, '\\', '\n', '\r']);
        if (plainEnd >= 0 && _text[_at + plainEnd] == quote)
        {
            value = _text.Substring(_at, plainEnd);
            _at += plainEnd + 1;
            return true;
        }

        var builder = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == quote)
            {
                _at++;
                value = builder.ToString();
                return true;
            }

            if (c is '\n' or '\r')
            {
                return Fails(_at, "a string may not run over the end of its line (end the line with \\ to go on)");
            }

            if (c == '\\')
            {
                if (!ReadEscape(builder))
                {
                    return false;
                }
            }
            else
            {
                builder.Append(c);
                _at++;
            }
        }

        return Fails(start, "this string is never closed");
    }

    /// <summary>Reads one escape; the cursor stands on the backslash.</summary>
    private bool ReadEscape(StringBuilder into)
    {
        var start = _at;
        if (start + 1 >= _text.Length)
        {
            return Fails(start, "the file ends inside an escape");
        }

        var c = _text[start + 1];
        _at = start + 2;
        switch (c)
        {
            case 'b': into.Append('\b'); return true;
            case 'f': into.Append('\f'); return true;
            case 'n': into.Append('\n'); return true;
            case 'r': into.Append('\r'); return true;
            case 't': into.Append('\t'); return true;
            case 'v': into.Append('\v'); return true;
            case '0' when _at == _text.Length || !char.IsAsciiDigit(_text[_at]): into.Append('\0'); return true;
            case >= '0' and <= '9': return Fails(start, "octal escapes do not exist in JSON5");
            case 'x':
                if (_at + 1 < _text.Length && Json5Characters.HexValue(_text[_at]) is >= 0 and var high
                    && Json5Characters.HexValue(_text[_at + 1]) is >= 0 and var low)
                {
                    into.Append((char)((high << 4) | low));
                    _at += 2;
                    return true;
                }

                return Fails(start, "\\x needs two hexadecimal digits");
            case 'u':
                if (TryReadUnicodeEscape(start, out var unit))
                {
                    into.Append(unit);
                    _at = start + 6;
                    return true;
                }

                return Fails(start, "\\u needs four hexadecimal digits");
            case '\r':
                // A line continuation: CR LF counts as one line end.
                TryTake('\n');
                return true;
            case '\n' or '\u2028' or '\u2029':
                return true;
            default:
                into.Append(c);
                return true;
        }
    }

    private bool TryReadUnicodeEscape(int backslash, out char unit)
    {
        unit = '\0';
        if (backslash + 6 > _text.Length || _text[backslash + 1] != 'u')
        {
            return false;
        }

        var code = 0;
        for (var i = backslash + 2; i < backslash + 6; i++)
        {
            var digit = Json5Characters.HexValue(_text[i]);
            if (digit < 0)
            {
                return false;
            }

            code = (code << 4) | digit;
        }

        unit = (char)code;
        return true;
    }
}
