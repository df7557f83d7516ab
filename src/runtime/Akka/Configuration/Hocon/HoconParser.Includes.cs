namespace Akka.Configuration.Hocon;

// include "name", include file("name"), include required(...): the fields of another text in the place of the word.
internal sealed partial class HoconParser
{
    /// <summary>Length beyond which an included file is refused.</summary>
    private const int MaxIncludedChars = 1 << 20;

    private const string IncludeWord = "include";
    private const string FileForm = "file(";
    private const string RequiredForm = "required(";

    /// <summary>The word <c>include</c> before a quote or a bracketed form; <c>include = 1</c> is a key like any other.</summary>
    private bool AtInclude()
    {
        if (!Stands(IncludeWord, 0)) return false;
        var next = IncludeWord.Length;
        if (PeekAt(next) is not (' ' or '\t')) return false;
        while (PeekAt(next) is ' ' or '\t') next++;
        return PeekAt(next) == '"' || Stands(FileForm, next) || Stands(RequiredForm, next);
    }

    private void ParseInclude(ObjectNode target)
    {
        var start = _at;
        _at += IncludeWord.Length;
        SkipBlanks();
        var brackets = 0;
        var isRequired = false;
        while (Peek() != '"')
        {
            var isFile = Stands(FileForm, 0);
            if (!isFile && !Stands(RequiredForm, 0)) throw Error("Expected a quoted name after include", start);
            isRequired |= !isFile;
            _at += isFile ? FileForm.Length : RequiredForm.Length;
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
}
