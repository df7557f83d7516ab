using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpenClaw.Tools.Workspaces;

/// <summary>The values at the head of a Markdown file, flattened: <c>metadata.openclaw.requires.bins</c> and so on, each with its list of texts.</summary>
/// <remarks>Reads the parser's events one by one: nothing recurses, so that depth costs nothing.</remarks>
internal static class FrontMatter
{
    private const int MaxChars = 32 * 1024;
    private const int MaxDepth = 16;
    private const int MaxValues = 1000;

    /// <summary>Reads a file's head.</summary>
    /// <param name="text">The file.</param>
    /// <returns>Empty when there is no head, or one that is no YAML.</returns>
    public static Dictionary<string, List<string>> Read(string text)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var lines = text.ReplaceLineEndings("\n");
        if (!lines.StartsWith("---\n", StringComparison.Ordinal))
        {
            return values;
        }

        var end = lines.IndexOf("\n---", 3, StringComparison.Ordinal);
        if (end < 4 || end > MaxChars)
        {
            return values;
        }

        try
        {
            Flatten(new Parser(new StringReader(lines[4..end])), values);
        }
        catch (YamlException)
        {
            values.Clear();
        }

        return values;
    }

    private static void Flatten(Parser parser, Dictionary<string, List<string>> values)
    {
        // One entry a container: its path, and, for mappings, the key whose value comes next.
        var open = new Stack<(string Path, bool IsMapping)>();
        string? key = null;
        var count = 0;
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    if (open.Count == MaxDepth || (open.Count > 0 && open.Peek().IsMapping && key is null))
                    {
                        throw new YamlException("The head of the file is too deep, or has a key that is no text.");
                    }

                    open.Push((PathOf(open, key), parser.Current is MappingStart));
                    key = null;
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case Scalar scalar when open.Count > 0 && open.Peek().IsMapping && key is null:
                    key = scalar.Value;
                    break;
                case Scalar scalar when open.Count > 0:
                    if (++count > MaxValues)
                    {
                        throw new YamlException("The head of the file has too many values.");
                    }

                    var path = PathOf(open, key);
                    key = null;
                    if (!values.TryGetValue(path, out var list))
                    {
                        values[path] = list = [];
                    }

                    list.Add(scalar.Value);
                    break;
                case AnchorAlias:
                    throw new YamlException("Aliases are not read.");
            }
        }
    }

    private static string PathOf(Stack<(string Path, bool IsMapping)> open, string? key) =>
        open.Count == 0 ? "" : !open.Peek().IsMapping ? open.Peek().Path : open.Peek().Path.Length == 0 ? key! : $"{open.Peek().Path}.{key}";
}
