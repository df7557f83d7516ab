namespace OpenClaw.Models;

/// <summary>Names and ids of tool calls as every service takes them back.</summary>
/// <remarks>
/// A model may make up any name, and services differ in the ids that they give; but a conversation that once holds one which the service at hand does not take
/// (<c>^[a-zA-Z0-9_-]{1,64}$</c>) would be refused for ever.
/// </remarks>
internal static class ToolNames
{
    private const int MaxChars = 64;

    /// <summary>The name or id, unchanged if it can be; the same for a call and its result.</summary>
    public static string Fit(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "unnamed";
        }

        if (name.Length <= MaxChars && name.All(IsFit))
        {
            return name;
        }

        // Long ids differ at their ends more often than at their beginnings.
        var kept = name.Length <= MaxChars ? name : name[^MaxChars..];
        return string.Concat(kept.Select(static c => IsFit(c) ? c : '_'));
    }

    private static bool IsFit(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
