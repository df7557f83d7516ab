using System.Collections.Frozen;

namespace OpenClaw.Gateway.Chat;

/// <summary>Words that end the run in progress instead of beginning one.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> s_words = new[] { "/stop", "/abort", "stop", "abort", "esc", "exit", "wait", "interrupt" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a message is nothing but such a word.</summary>
    public static bool IsStop(string message) => s_words.Contains(message.Trim().TrimEnd('.', '!'));
}
