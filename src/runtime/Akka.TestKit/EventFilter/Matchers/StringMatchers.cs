using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Says which texts an event filter means.</summary>
public interface IStringMatcher
{
    /// <summary>Whether the text is meant.</summary>
    bool IsMatch(string s);
}

/// <summary>Any text.</summary>
public sealed class MatchesAll : IStringMatcher
{
    /// <summary>The one instance.</summary>
    public static IStringMatcher Instance { get; } = new MatchesAll();

    private MatchesAll()
    {
    }

    /// <inheritdoc/>
    public bool IsMatch(string s) => true;

    /// <inheritdoc/>
    public override string ToString() => "";
}

/// <summary>One text, in any case.</summary>
public sealed class EqualsString(string s) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string other) => string.Equals(s, other, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"== \"{s}\"";
}

/// <summary>One source: a full path, or what follows the name of the actor system.</summary>
public sealed class EqualsStringAndPathMatcher(string s, bool canBeRelative = true) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string path)
    {
        if (string.Equals(s, path, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!canBeRelative || path is null || s is null)
        {
            return false;
        }

        // Logged is "akka://system/user/a" or "[akka://system/user/a#123]"; tests write "/user/a" or "a".
        var logged = Bare(path);
        var wanted = Bare(s);
        return logged == wanted || logged.EndsWith(wanted.StartsWith('/') ? wanted : "/" + wanted, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => $"== \"{s}\"";

    private static string Bare(string source)
    {
        var text = source.Trim('[', ']');
        var uid = text.LastIndexOf('#');
        return uid < 0 ? text : text[..uid];
    }
}

/// <summary>Texts with a certain beginning, in any case.</summary>
public sealed class StartsWithString(string start) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"starts with \"{start}\"";
}

/// <summary>Texts with a certain part, in any case.</summary>
public sealed class ContainsString(string part) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"contains \"{part}\"";
}

/// <summary>Texts that a regular expression matches.</summary>
public sealed class RegexMatcher(Regex regex) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches regex {regex}";
}

/// <summary>Texts for which a function says so.</summary>
public sealed class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => predicate(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches predicate {hint}";
}
