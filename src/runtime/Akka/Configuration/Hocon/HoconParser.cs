using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into a tree of definitions, in one pass and with a bounded depth.</summary>
/// <remarks>
/// Grammar: https://github.com/lightbend/config/blob/main/HOCON.md, <c>include</c> of files only. More lenient than that text in three
/// places, as users of Akka expect: a brace may open on the line below its key, separators may repeat, and keys and
/// unquoted values may hold <c>* ? ! @ &amp; ^</c> (deployment paths such as <c>/user/*</c>).
/// </remarks>
internal sealed class HoconParser
{
    /// <summary>Nesting of objects and arrays beyond which the text is refused; real files stay under 10.</summary>
    public const int MaxDepth = 128;

    /// <summary>Length beyond which an included file is refused.</summary>
    private const int MaxIncludedChars = 1 << 20;

    private readonly string _text;
    private readonly Func<string, HoconRoot?>? _include;
    private int _at;
    private int _depth;

    private HoconParser(string text, Func<string, HoconRoot?>? include, int depth)
    {
        _text = text;
        _include = include;
        _depth = depth;
    }

    /// <summary>Parses and resolves <paramref name="text"/>.</summary>
    /// <exception cref="HoconParserException">The text is malformed, or a mandatory substitution has no value.</exception>
    /// <param name="text">HOCON.</param>
    /// <param name="include">What a name after <c>include</c> stands for; null = a file.</param>
    public static HoconValue Parse(string text, Func<string, HoconRoot?>? include = null)
    {
        var parser = new HoconParser(text, include, 0);
        var root = parser.ParseRoot();
        return new HoconResolver(root, parser).Resolve();
    }

    internal HoconParserException Error(string message, int position)
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

    private ObjectNode ParseRoot()
    {
        SkipSeparators();
        if (Peek() == '[')
        {
            throw Error("The root of a configuration must be an object, not a list", _at);
        }

        if (Peek() != '{')
        {
            return ParseFields(closing: '\0');
        }

        var root = ParseObject();
        SkipSeparators();
        if (!AtEnd)
        {
            throw Error($"Unexpected '{Peek()}' after the end of the root object", _at);
        }

        return root;
    }

    private ObjectNode ParseObject()
    {
        Enter();
        var opened = _at++;
        var node = ParseFields('}');
        if (AtEnd)
        {
            throw Error("This '{' has no matching '}'", opened);
        }

        _at++;
        _depth--;
        return node;
    }

    private ObjectNode ParseFields(char closing)
    {
        var node = new ObjectNode();
        while (true)
        {
            SkipSeparators();
            if (AtEnd)
            {
                return node;
            }

            if (Peek() == closing)
            {
                return node;
            }

            if (AtInclude()) ParseInclude(node);
            else ParseField(node);
        }
    }

    /// <summary>The word <c>include</c> before a quote or a bracketed form; <c>include = 1</c> is a key like any other.</summary>
    private bool AtInclude()
    {
        const string word = "include";
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) return false;
        var next = _at + word.Length;
        if (next >= _text.Length || _text[next] is not (' ' or '\t')) return false;
        while (next < _text.Length && _text[next] is ' ' or '\t') next++;
        return next < _text.Length
            && (_text[next] == '"' || string.CompareOrdinal(_text, next, "file(", 0, 5) == 0 || string.CompareOrdinal(_text, next, "required(", 0, 9) == 0);
    }

    private void ParseInclude(ObjectNode target)
    {
        var start = _at;
        _at += "include".Length;
        SkipBlanks();
        var brackets = 0;
        var isRequired = false;
        while (Peek() != '"')
        {
            var isFile = string.CompareOrdinal(_text, _at, "file(", 0, 5) == 0;
            if (!isFile && string.CompareOrdinal(_text, _at, "required(", 0, 9) != 0) throw Error("Expected a quoted name after include", start);
            isRequired |= !isFile;
            _at += isFile ? 5 : 9;
            brackets++;
            SkipBlanks();
        }

        var name = ParseQuoted();
        for (; brackets > 0; brackets--)
        {
            SkipBlanks();
            if (Peek() != ')') throw Error("This include has no matching ')'", start);
            _at++;
        }

        if (_include is not null)
        {
            if (_include(name) is { Value: var value })
            {
                if (!value.IsObject()) throw Error($"What is included as \"{name}\" is no object", start);
                foreach (var (key, item) in value.GetObject().Items) target.Define(key, new ValueNode(item), isAppend: false);
            }
            else if (isRequired)
            {
                throw Error($"There is no \"{name}\" to include", start);
            }

            return;
        }

        IncludeFile(target, name, isRequired, start);
    }

    private void IncludeFile(ObjectNode target, string name, bool isRequired, int start)
    {
        Enter();
        string text;
        try
        {
            text = ReadBounded(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A file that is not there has nothing to say, unless it is required.
            if (isRequired || e is not (FileNotFoundException or DirectoryNotFoundException)) throw Error($"The file \"{name}\" cannot be included: {e.Message}", start);
            _depth--;
            return;
        }

        var included = new HoconParser(text, _include, _depth);
        ObjectNode fields;
        try
        {
            fields = included.ParseRoot();
        }
        catch (HoconParserException e)
        {
            throw Error($"In the included file \"{name}\": {e.Message}", start);
        }

        target.Take(fields);
        _depth--;
    }

    private static string ReadBounded(string name)
    {
        using var reader = new StreamReader(name);
        var buffer = new char[MaxIncludedChars + 1];
        var length = reader.ReadBlock(buffer);
        return length <= MaxIncludedChars ? new string(buffer, 0, length) : throw new IOException($"it is longer than {MaxIncludedChars} characters");
    }

    private void ParseField(ObjectNode target)
    {
        var start = _at;
        var path = ParseKeyPath(isSubstitution: false);
        SkipBlanksAndNewlines();
        var isAppend = false;
        switch (Peek())
        {
            case '=' or ':':
                _at++;
                break;
            case '+' when PeekAt(1) == '=':
                _at += 2;
                isAppend = true;
                break;
            case '{':
                break;
            default:
                throw Error($"Expected '=', ':', '+=' or '{{' after the key '{string.Join('.', path)}'", AtEnd ? start : _at);
        }

        SkipBlanks();
        if (AtLineEnd)
        {
            // A block may open on the next line; a scalar may not, or a forgotten value would swallow the next key.
            SkipBlanksAndNewlines();
            if (Peek() is not ('{' or '[' or '"'))
            {
                throw Error($"The key '{string.Join('.', path)}' has no value", start);
            }
        }

        // A dotted key nests as deeply as the braces that it stands for.
        _depth += path.Length - 1;
        if (_depth > MaxDepth)
        {
            throw Error($"Objects and lists are nested more than {MaxDepth} deep", start);
        }

        var value = ParseValue($"The key '{string.Join('.', path)}' has no value");
        _depth -= path.Length - 1;
        for (var i = path.Length - 1; i > 0; i--)
        {
            var wrapper = new ObjectNode();
            wrapper.Define(path[i], value, isAppend);
            value = wrapper;
            isAppend = false;
        }

        target.Define(path[0], value, isAppend);
    }

    private string[] ParseKeyPath(bool isSubstitution)
    {
        var start = _at;
        var elements = new List<string>(4);
        var element = new StringBuilder();
        var hasElement = false;
        var gap = 0;
        while (!AtEnd)
        {
            var c = Peek();
            if (c == '"')
            {
                element.Append(' ', gap).Append(ParseQuoted());
                hasElement = true;
                gap = 0;
            }
            else if (c == '.')
            {
                if (!hasElement)
                {
                    throw Error("A key has an empty part before '.'", _at);
                }

                elements.Add(element.ToString());
                element.Clear();
                hasElement = false;
                gap = 0;
                _at++;
            }
            else if (c is ' ' or '\t')
            {
                gap = hasElement ? gap + 1 : 0;
                _at++;
            }
            else if (IsKeyEnd(c))
            {
                break;
            }
            else
            {
                element.Append(' ', gap).Append(c);
                hasElement = true;
                gap = 0;
                _at++;
            }
        }

        if (!hasElement)
        {
            var what = isSubstitution ? "a path" : "a key";
            throw Error(AtEnd ? $"Expected {what} at the end of the text" : $"Expected {what}, found '{Peek()}'", AtEnd ? start : _at);
        }

        if (elements.Count + 1 > MaxDepth)
        {
            throw Error($"A key has more than {MaxDepth} parts", start);
        }

        elements.Add(element.ToString());
        return [.. elements];
    }

    private bool IsKeyEnd(char c) =>
        c is '=' or ':' or '{' or '}' or '[' or ']' or ',' or '#' or '$' or '\n' or '\r'
        || (c == '+' && PeekAt(1) == '=')
        || (c == '/' && PeekAt(1) == '/');

    private HoconNode ParseValue(string whenMissing)
    {
        var start = _at;
        HoconNode? single = null;
        List<HoconNode>? parts = null;
        while (ParsePart() is { } part)
        {
            if (single is null)
            {
                single = part;
                continue;
            }

            parts ??= [single];
            parts.Add(part);
        }

        if (parts is not null && parts[^1] is TextNode { IsGap: true })
        {
            parts.RemoveAt(parts.Count - 1);
        }

        if (single is null)
        {
            throw Error(whenMissing, start);
        }

        return parts is { Count: > 1 } ? new ConcatenationNode(parts, start) : single;
    }

    private HoconNode? ParsePart()
    {
        if (AtEnd)
        {
            return null;
        }

        switch (Peek())
        {
            case '{':
                return ParseObject();
            case '[':
                return ParseArray();
            case '"':
                return new TextNode(ParseQuoted(), isQuoted: true);
            case '$' when PeekAt(1) == '{':
                return ParseSubstitution();
            case ' ' or '\t':
                return ParseGap();
            case '=' or ':':
                throw Error($"'{Peek()}' is not allowed in an unquoted value; put the value in quotes", _at);
            default:
                return ParseUnquoted();
        }
    }

    private TextNode ParseGap()
    {
        var start = _at;
        SkipBlanks();
        return new TextNode(_text[start.._at], isQuoted: false);
    }

    private TextNode? ParseUnquoted()
    {
        var start = _at;
        while (!AtEnd)
        {
            var c = Peek();
            if (c is ' ' or '\t' or '\n' or '\r' or ',' or '{' or '}' or '[' or ']' or '"' or '#' or '=' or ':'
                || (c == '/' && PeekAt(1) == '/')
                || (c == '$' && PeekAt(1) == '{'))
            {
                break;
            }

            _at++;
        }

        return _at == start ? null : new TextNode(_text[start.._at], isQuoted: false);
    }

    private ArrayNode ParseArray()
    {
        Enter();
        var opened = _at++;
        var node = new ArrayNode();
        while (true)
        {
            SkipSeparators();
            if (AtEnd)
            {
                throw Error("This '[' has no matching ']'", opened);
            }

            if (Peek() == ']')
            {
                break;
            }

            node.Items.Add(ParseValue($"Expected a list item or ']', found '{Peek()}'"));
        }

        _at++;
        _depth--;
        return node;
    }

    private SubstitutionNode ParseSubstitution()
    {
        var start = _at;
        _at += 2;
        var isOptional = Peek() == '?';
        if (isOptional)
        {
            _at++;
        }

        var textStart = _at;
        var path = ParseKeyPath(isSubstitution: true);
        if (AtEnd || Peek() != '}')
        {
            throw Error("This '${' has no matching '}'", start);
        }

        var text = _text[textStart.._at].Trim();
        _at++;
        return new SubstitutionNode(path, text, isOptional, start);
    }

    private string ParseQuoted()
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

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"Objects and lists are nested more than {MaxDepth} deep", _at);
        }
    }

    private bool AtEnd => _at >= _text.Length;

    private bool AtLineEnd => AtEnd || Peek() is '\n' or '\r' or '#' || (Peek() == '/' && PeekAt(1) == '/');

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private char PeekAt(int offset) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipSeparators() => Skip(commas: true);

    private void SkipBlanksAndNewlines() => Skip(commas: false);

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
}
