using System.Globalization;
using System.Text;
using Akka.Configuration;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting.Configuration;

/// <summary>Turns <see cref="IConfiguration"/> into HOCON: sections become objects, numbered sections lists.</summary>
public static class ConfigurationHoconAdapter
{
    /// <summary>The configuration as HOCON.</summary>
    /// <param name="config">What to convert.</param>
    /// <param name="normalizeKeys">Whether keys are made lower case, since the runtime's keys are.</param>
    public static Config ToHocon(this IConfiguration config, bool normalizeKeys = true)
    {
        ArgumentNullException.ThrowIfNull(config);
        var output = new StringBuilder();
        WriteFields(output, config.GetChildren(), normalizeKeys);
        return ConfigurationFactory.ParseString(output.ToString());
    }

    private static void WriteFields(StringBuilder output, IEnumerable<IConfigurationSection> sections, bool normalizeKeys)
    {
        foreach (var section in sections)
        {
            // Environment variables name nested keys with dots; in quotes each part stays one element.
            var key = normalizeKeys ? section.Key.ToLowerInvariant() : section.Key;
            output.AppendJoin('.', key.Split('.').Select(Quote)).Append(" = ");
            WriteValue(output, section, normalizeKeys);
            output.Append('\n');
        }
    }

    private static void WriteValue(StringBuilder output, IConfigurationSection section, bool normalizeKeys)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            output.Append(section.Value is { } value ? Quote(value) : "null");
        }
        else if (children.TrueForAll(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            output.Append('[');
            foreach (var child in children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)))
            {
                WriteValue(output, child, normalizeKeys);
                output.Append(", ");
            }

            output.Append(']');
        }
        else
        {
            output.Append("{\n");
            WriteFields(output, children, normalizeKeys);
            output.Append('}');
        }
    }

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + "\"";
}
