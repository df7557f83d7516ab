namespace Akka.Configuration.Hocon;

/// <summary>A whole text of HOCON, read.</summary>
public class HoconRoot(HoconValue value)
{
    /// <summary>The root object.</summary>
    public HoconValue Value { get; } = value;
}

/// <summary>Reads HOCON text.</summary>
public static class Parser
{
    /// <summary>Reads a text; <paramref name="includeCallback"/> gives what a name after <c>include</c> stands for.</summary>
    /// <exception cref="HoconParserException">The text is malformed.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot?>? includeCallback) => new(HoconParser.Parse(text, includeCallback));
}
