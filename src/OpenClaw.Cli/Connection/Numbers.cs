using System.CommandLine.Parsing;
using System.Globalization;

namespace OpenClaw.Cli.Connection;

/// <summary>Parsers of numeric options whose errors are one plain line.</summary>
internal static class Numbers
{
    /// <summary>A whole number from 1 to <paramref name="max"/>.</summary>
    public static Func<ArgumentResult, int> Positive(string option, int max = int.MaxValue) => result =>
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= max)
            return value;
        result.AddError(option == "--port"
            ? $"invalid port: {text} (a number from 1 to 65535)"
            : $"{option} wants a whole number{(max == int.MaxValue ? " above 0" : $" from 1 to {max}")}, not: {text}");
        return 0;
    };
}
