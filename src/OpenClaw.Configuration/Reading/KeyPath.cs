namespace OpenClaw.Configuration.Reading;

/// <summary>Builds key paths such as <c>models.providers["my.host"].models[0]</c> for messages.</summary>
internal static class KeyPath
{
    public static string Child(string path, string name)
    {
        // A key that is no plain word would make the path ambiguous, so it goes in brackets.
        var plain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
        return plain ? path.Length == 0 ? name : $"{path}.{name}" : $"{path}[\"{name}\"]";
    }

    /// <summary>Where the value at a path of plain words stands, or the nearest block around it; null when there is not even that.</summary>
    public static SourcePosition? Nearest(ConfigNode? document, string path)
    {
        SourcePosition? place = null;
        foreach (var key in path.Split('.'))
        {
            if ((document as ObjectNode)?[key] is not { } child)
            {
                break;
            }

            document = child;
            place = child.Position;
        }

        return place;
    }

    public static string Index(string path, int index) => $"{path}[{index}]";
}
