using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Splits <c>akka.actor."/user/a.b".dispatcher</c> at the dots outside quotes.</summary>
internal static class HoconPath
{
    public static string[] Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains('"') ? SplitQuoted(path) : path.Split('.');
    }

    /// <summary>Quotes a key when it would not read back as one plain element.</summary>
    public static string Quote(string key)
    {
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '/'))
            {
                return HoconWriter.QuoteText(key);
            }
        }

        return key.Length == 0 || key.Contains("//", StringComparison.Ordinal) ? HoconWriter.QuoteText(key) : key;
    }

    private static string[] SplitQuoted(string path)
    {
        var elements = new List<string>();
        var element = new StringBuilder();
        var inQuotes = false;
        foreach (var c in path)
        {
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (c == '.' && !inQuotes)
            {
                elements.Add(element.ToString());
                element.Clear();
            }
            else
            {
                element.Append(c);
            }
        }

        if (inQuotes)
        {
            throw new ConfigurationException($"The path '{path}' has a quote that does not end.");
        }

        elements.Add(element.ToString());
        return [.. elements];
    }
}
