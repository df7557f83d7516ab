using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into a tree of definitions, in one pass and with a bounded depth.</summary>
/// <remarks>
/// Grammar: https://github.com/lightbend/config/blob/main/HOCON.md, <c>include</c> of files only. More lenient than that text in three
/// places, as users of Akka expect: a brace may open on the line below its key, separators may repeat, and keys and
/// unquoted values may hold <c>* ? ! @ &amp; ^</c> (deployment paths such as <c>/user/*</c>).
/// </remarks>
internal sealed partial class HoconParser : HoconScanner
{
    /// <summary>Nesting of objects and arrays beyond which the text is refused; real files stay under 10.</summary>
    public const int MaxDepth = 128;

    private readonly Func<string, HoconRoot?>? _include;
    private int _depth;

    private HoconParser(string text, Func<string, HoconRoot?>? include, int depth)
        : base(text)
    {
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

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"Objects and lists are nested more than {MaxDepth} deep", _at);
        }
    }
}
