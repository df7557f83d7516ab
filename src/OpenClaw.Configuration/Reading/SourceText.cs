namespace OpenClaw.Configuration.Reading;

/// <summary>The text of one configuration file and where its lines begin.</summary>
/// <remarks>Nodes keep an offset into this text; line and column are worked out only when an error is printed.</remarks>
public sealed class SourceText
{
    private int[]? _lineStarts;

    /// <summary>Wraps a text that was read from <paramref name="path"/>.</summary>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>The file's path as people should see it; a made-up name for text that is in no file.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Line and column of a character, both counted from 1.</summary>
    /// <param name="offset">Index into <see cref="Text"/>; the end of the text is legal.</param>
    public (int Line, int Column) Locate(int offset)
    {
        var starts = _lineStarts ??= FindLineStarts(Text);
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            // CR LF is one line end; a lone CR and JSON5's two Unicode line separators are line ends as well.
            if (text[i] is '\n' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}

/// <summary>A place in a configuration file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Offset">Index of the character.</param>
public readonly record struct SourcePosition(SourceText Source, int Offset)
{
    /// <summary>Path of the file.</summary>
    public string File => Source.Path;

    /// <summary>Line, from 1.</summary>
    public int Line => Source.Locate(Offset).Line;

    /// <summary>Column in UTF-16 units, from 1.</summary>
    public int Column => Source.Locate(Offset).Column;

    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}:{Column}";
}
