using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Walks through HOCON text: where it stands, what is skipped between two things, quoted strings, and where an error is.</summary>
internal abstract class HoconScanner(string text)
{
    protected readonly string _text = text;
    protected int _at;

    public HoconParserException Error(string message, int position)
    {
        var line = 1;
        var column = 1;
        for (var i = 0; i < position && i < _text.Length; i++)
        {
            if (_text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else
            {
                column++;
            }
        }

        return new HoconParserException(string.Create(CultureInfo.InvariantCulture, $"{message} (line {line}, column {column})"));
    }

    protected bool AtEnd => _at >= _text.Length;

    protected bool AtLineEnd => AtEnd || Peek() is '\n' or '\r' or '#' || (Peek() == '/' && PeekAt(1) == '/');

    protected char Peek() => _at < _text.Length ? _text[_at] : '\0';

    protected char PeekAt(int offset) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    protected void SkipBlanks()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }
    }

    protected void SkipSeparators() => Skip(commas: true);

    protected void SkipBlanksAndNewlines() => Skip(commas: false);

    private void Skip(bool commas)
    {
        while (!AtEnd)
        {
            var c = Peek();
            if (c is ' ' or '\t' or '\n' or '\r' or '\uFEFF' || (commas && c == ','))
            {
                _at++;
            }
            else if (c == '#' || (c == '/' && PeekAt(1) == '/'))
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end + 1;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Whether a word stands so many characters ahead.</summary>
    protected bool Stands(string word, int offset) => string.CompareOrdinal(_text, _at + offset, word, 0, word.Length) == 0;

    protected string ParseQuoted()
    {
        if (PeekAt(1) == '"' && PeekAt(2) == '"')
        {
            return ParseMultiLine();
        }

        var start = _at++;
        var text = new StringBuilder();
        while (!AtEnd)
        {
            var c = _text[_at++];
            switch (c)
            {
                case '"':
                    return text.ToString();
                case '\n':
                    throw Error("A quoted string ends with its line; use \"\"\" for several lines", start);
                case '\\':
                    text.Append(ParseEscape());
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        throw Error("This quoted string does not end", start);
    }

    private string ParseMultiLine()
    {
        var start = _at;
        _at += 3;
        var end = _text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("This \"\"\" string does not end", start);
        }

        // Quotes directly before the closing three belong to the text.
        while (end + 3 < _text.Length && _text[end + 3] == '"')
        {
            end++;
        }

        var text = _text[_at..end];
        _at = end + 3;
        return text;
    }

    private char ParseEscape()
    {
        var start = _at - 1;
        if (AtEnd)
        {
            throw Error("A quoted string ends after '\\'", start);
        }

        var c = _text[_at++];
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw Error($"Unknown escape '\\{c}' in a quoted string", start);
        }
    }
}
