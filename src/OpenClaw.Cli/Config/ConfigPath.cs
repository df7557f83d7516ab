using System.Globalization;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Cli.Config;

/// <summary>Key paths such as <c>agents.list[0].id</c>, also with indexes as plain parts: <c>agents.list.0.id</c>.</summary>
internal static class ConfigPath
{
    /// <summary>The value at a path; the whole document for an empty one; null when nothing stands there.</summary>
    public static ConfigNode? Find(ConfigNode document, string path)
    {
        var node = document;
        foreach (var part in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = node switch
            {
                ObjectNode instance => instance[part.Trim('"', '\'')],
                ArrayNode array when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < array.Items.Length => array.Items[index],
                _ => null,
            };
            if (found is null)
                return null;
            node = found;
        }

        return node;
    }
}
