using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Configuration.Reading;

/// <summary>Reads JSON5 text (https://spec.json5.org) into nodes that know their line and column.</summary>
/// <remarks>
/// Never throws on bad text: the first fault comes back as a <see cref="Json5Error"/>. Nesting and size are bounded, so
/// that no file can exhaust the stack or the memory. The grammar is a superset of JSON.
/// </remarks>
public sealed partial class Json5Reader
{
    /// <summary>Deepest nesting of objects and arrays that is read.</summary>
    public const int MaxDepth = 128;

    /// <summary>Longest text that is read, in UTF-16 units (8 Mi; real files are below 100 Ki).</summary>
    public const int MaxLength = 8 * 1024 * 1024;

    private readonly SourceText _source;
    private readonly string _text;
    private readonly Dictionary<ConfigNode, int>? _ends;
    private int _at;
    private int _depth;
    private Json5Error? _error;

    private Json5Reader(SourceText source, Dictionary<ConfigNode, int>? ends = null)
    {
        _source = source;
        _ends = ends;
        _text = source.Text;
    }

    /// <summary>Reads one value; anything but white space and comments around it is an error.</summary>
    /// <param name="source">The text and the name under which errors mention it.</param>
    /// <param name="value">The value, when the text is good.</param>
    /// <param name="error">The first fault, when it is not.</param>
    public static bool TryRead(
        SourceText source,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConfigNode? value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Json5Error? error)
    {
        var reader = new Json5Reader(source);
        value = reader.ReadDocument();
        error = value is null ? reader._error ?? new Json5Error(new SourcePosition(source, 0), "unreadable") : null;
        return value is not null;
    }

    /// <summary>Reads one value, and where each value in it ends: what an editor of the text needs to know.</summary>
    /// <param name="source">The text.</param>
    /// <param name="value">The value, when the text is good.</param>
    /// <param name="error">The first fault, when it is not.</param>
    /// <param name="ends">For each value, the index of the character behind it.</param>
    internal static bool TryRead(
        SourceText source,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConfigNode? value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Json5Error? error,
        out IReadOnlyDictionary<ConfigNode, int> ends)
    {
        var found = new Dictionary<ConfigNode, int>(ReferenceEqualityComparer.Instance);
        ends = found;
        var reader = new Json5Reader(source, found);
        value = reader.ReadDocument();
        error = value is null ? reader._error ?? new Json5Error(new SourcePosition(source, 0), "unreadable") : null;
        return value is not null;
    }

    /// <summary>The first index from <paramref name="at"/> on at which neither white space nor a comment stands.</summary>
    internal static int SkipBlank(string text, int at)
    {
        var reader = new Json5Reader(new SourceText("", text)) { _at = at };
        return reader.SkipBlank() ? reader._at : text.Length;
    }

    private ConfigNode? ReadDocument()
    {
        if (_text.Length > MaxLength)
        {
            return Fail(0, $"the file is longer than {MaxLength} characters");
        }

        var value = ReadValue();
        if (value is null || !SkipBlank())
        {
            return null;
        }

        return _at == _text.Length ? value : Fail(_at, $"expected the end of the file, found {Describe(_at)}");
    }

    private ConfigNode? ReadValue()
    {
        var value = ReadAnyValue();
        if (value is not null)
        {
            _ends?.Add(value, _at);
        }

        return value;
    }

    private ConfigNode? ReadAnyValue()
    {
        if (!SkipBlank())
        {
            return null;
        }

        if (_at == _text.Length)
        {
            return Fail(_at, "expected a value, found the end of the file");
        }

        var start = _at;
        switch (_text[_at])
        {
            case '{':
                return Nested(start, ReadObject);
            case '[':
                return Nested(start, ReadArray);
            case '"' or '\'':
                return ReadString(out var text) ? new StringNode(Position(start), text) : null;
            case '+' or '-' or '.' or 'I' or 'N' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                return TryTake("true") ? new BooleanNode(Position(start), true)
                    : TryTake("false") ? new BooleanNode(Position(start), false)
                    : TryTake("null") ? new NullNode(Position(start))
                    : Fail(start, $"expected a value, found {Describe(start)}");
        }
    }

    private ConfigNode? Nested(int start, Func<int, ConfigNode?> read)
    {
        if (_depth == MaxDepth)
        {
            return Fail(start, $"nested more than {MaxDepth} levels deep");
        }

        _depth++;
        _at++;
        var node = read(start);
        _depth--;
        return node;
    }

    private ConfigNode? ReadObject(int start)
    {
        var members = new List<ConfigMember>();
        while (true)
        {
            if (!SkipBlank())
            {
                return null;
            }

            if (TryTake('}'))
            {
                return new ObjectNode(Position(start), members);
            }

            var namePosition = Position(_at);
            if (!ReadName(out var name) || !SkipBlank())
            {
                return null;
            }

            if (!TryTake(':'))
            {
                return Fail(_at, $"expected ':' after the key \"{name}\", found {Describe(_at)}");
            }

            var value = ReadValue();
            if (value is null || !SkipBlank())
            {
                return null;
            }

            members.Add(new ConfigMember(name, namePosition, value));
            if (!TryTake(',') && (_at == _text.Length || _text[_at] != '}'))
            {
                return Fail(_at, $"expected ',' or '}}' after the value of \"{name}\", found {Describe(_at)}");
            }
        }
    }

    private ConfigNode? ReadArray(int start)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (true)
        {
            if (!SkipBlank())
            {
                return null;
            }

            if (TryTake(']'))
            {
                return new ArrayNode(Position(start), items.ToImmutable());
            }

            var value = ReadValue();
            if (value is null || !SkipBlank())
            {
                return null;
            }

            items.Add(value);
            if (!TryTake(',') && (_at == _text.Length || _text[_at] != ']'))
            {
                return Fail(_at, $"expected ',' or ']' after an element, found {Describe(_at)}");
            }
        }
    }

    private bool ReadName(out string name)
    {
        name = "";
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            return ReadString(out name);
        }

        var start = _at;
        var builder = new StringBuilder();
        while (_at < _text.Length)
        {
            var escaped = _text[_at] == '\\';
            int length;
            Rune rune;
            if (escaped)
            {
                if (!TryReadUnicodeEscape(_at, out var unit) || !Rune.TryCreate(unit, out rune))
                {
                    return Fails(_at, "a key may hold an escape only of the form \\uXXXX");
                }

                length = 6;
            }
            else if (Rune.DecodeFromUtf16(_text.AsSpan(_at), out rune, out length) != System.Buffers.OperationStatus.Done)
            {
                break;
            }

            if (!(builder.Length == 0 ? Json5Characters.IsIdentifierStart(rune) : Json5Characters.IsIdentifierPart(rune)))
            {
                if (escaped)
                {
                    return Fails(_at, "this escape stands for a character that an unquoted key may not hold");
                }

                break;
            }

            builder.Append(rune.ToString());
            _at += length;
        }

        name = builder.ToString();
        return name.Length > 0 || Fails(start, $"expected a key or '}}', found {Describe(start)}");
    }

    /// <summary>Skips white space and comments; false when a comment never ends.</summary>
    private bool SkipBlank()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (Json5Characters.IsWhiteSpace(c))
            {
                _at++;
            }
            else if (c == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/')
            {
                _at += 2;
                while (_at < _text.Length && !Json5Characters.IsLineTerminator(_text[_at]))
                {
                    _at++;
                }
            }
            else if (c == '/' && _at + 1 < _text.Length && _text[_at + 1] == '*')
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    return Fails(_at, "this comment is never closed with */");
                }

                _at = end + 2;
            }
            else
            {
                return true;
            }
        }

        return true;
    }

    private bool TryTake(char c)
    {
        if (_at == _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TryTake(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private SourcePosition Position(int offset) => new(_source, offset);

    private string Describe(int offset)
    {
        if (offset >= _text.Length)
        {
            return "the end of the file";
        }

        var c = _text[offset];
        return char.IsControl(c) || char.IsSurrogate(c) || (c > 0x7F && !char.IsLetterOrDigit(c)) ? $"U+{(int)c:X4}" : $"'{c}'";
    }

    private ConfigNode? Fail(int offset, string message)
    {
        _error ??= new Json5Error(Position(offset), message);
        return null;
    }

    private bool Fails(int offset, string message) => Fail(offset, message) is not null;
}

/// <summary>Why a text is not JSON5.</summary>
/// <param name="Position">The character at fault.</param>
/// <param name="Message">What was expected and what stands there.</param>
public sealed record Json5Error(SourcePosition Position, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Position}: {Message}";
}
