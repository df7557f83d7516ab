using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Prints values as HOCON that reads back equal.</summary>
internal static class HoconWriter
{
    public static string Write(HoconValue value)
    {
        var output = new StringBuilder();
        if (value.IsObject())
        {
            WriteFields(output, value.GetObject(), 0);
        }
        else
        {
            WriteValue(output, value, 0);
        }

        return output.ToString();
    }

    public static string QuoteText(string text)
    {
        var output = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                < ' ' => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }

        return output.Append('"').ToString();
    }

    private static void WriteFields(StringBuilder output, HoconObject value, int indent)
    {
        var isFirst = true;
        foreach (var (key, item) in value.Items)
        {
            if (!isFirst)
            {
                output.Append('\n');
            }

            isFirst = false;
            output.Append(' ', indent).Append(HoconPath.Quote(key)).Append(" : ");
            WriteValue(output, item, indent);
        }
    }

    private static void WriteValue(StringBuilder output, HoconValue value, int indent)
    {
        if (value.IsObject())
        {
            output.Append("{\n");
            WriteFields(output, value.GetObject(), indent + 2);
            output.Append('\n').Append(' ', indent).Append('}');
        }
        else if (value.IsArray())
        {
            output.Append('[');
            var items = value.GetArray();
            for (var i = 0; i < items.Count; i++)
            {
                output.Append(i == 0 ? "" : ", ");
                WriteValue(output, items[i], indent + 2);
            }

            output.Append(']');
        }
        else
        {
            output.Append(value.GetString() is { } text ? WriteText(text) : "null");
        }
    }

    private static string WriteText(string text) =>
        text.Length > 0 && text != "null" && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? text : QuoteText(text);
}
