using Microsoft.Extensions.FileSystemGlobbing;

namespace OpenClaw.Tools.Files;

/// <summary>A glob over relative paths: <c>*</c>, <c>**</c>; a pattern without <c>/</c> matches names in any folder.</summary>
internal sealed class GlobFilter
{
    private const int MaxPatternLength = 1000;
    private readonly Matcher _matcher = new(StringComparison.Ordinal);

    /// <exception cref="ToolRefusalException">It is no pattern.</exception>
    public GlobFilter(string pattern)
    {
        pattern = pattern.Trim().Replace('\\', '/');
        if (pattern.Length is 0 or > MaxPatternLength)
        {
            throw new ToolRefusalException("This is not a glob pattern.");
        }

        try
        {
            foreach (var one in Alternatives(pattern))
            {
                _matcher.AddInclude(one.Contains('/', StringComparison.Ordinal) ? one : "**/" + one);
            }
        }
        catch (ArgumentException exception)
        {
            throw new ToolRefusalException($"This is not a glob pattern: {exception.Message}");
        }
    }

    /// <summary>Whether a relative path matches.</summary>
    public bool Matches(string relative) => _matcher.Match(relative.Replace(Path.DirectorySeparatorChar, '/')).HasMatches;

    /// <summary>The library knows no <c>{a,b}</c>: one level of it becomes several patterns.</summary>
    private static IEnumerable<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : pattern.IndexOf('}', open);
        return close < 0
            ? [pattern]
            : pattern[(open + 1)..close].Split(',').Take(32).Select(choice => string.Concat(pattern.AsSpan(0, open), choice, pattern.AsSpan(close + 1)));
    }
}
