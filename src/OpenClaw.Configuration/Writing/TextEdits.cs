using System.Text;

namespace OpenClaw.Configuration.Writing;

/// <summary>Replacements in one text, applied together. They must not overlap.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Start, int End, string Text)> _edits = [];

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Puts a text in place of what stands from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public void Replace(int start, int end, string text) => _edits.Add((start, end, text));

    /// <summary>The changed text.</summary>
    public string ApplyTo(string text)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end, replacement) in _edits.OrderBy(static edit => edit.Start).ThenBy(static edit => edit.End))
        {
            result.Append(text, at, start - at).Append(replacement);
            at = end;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
