using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>A message that is an order to the gateway and not a word to the agent: <c>/model openai/gpt-5</c>.</summary>
/// <param name="Name">Its name in lower case, without the slash; one of <see cref="ChatCommands"/>.</param>
/// <param name="Argument">What stands behind it, without blanks around; empty when nothing does.</param>
public sealed record SlashCommand(string Name, string Argument)
{
    /// <summary>Reads a message. One that names no command is none: agents have slashes of their own, and paths begin with them.</summary>
    public static bool TryParse(string message, [NotNullWhen(true)] out SlashCommand? command)
    {
        ArgumentNullException.ThrowIfNull(message);
        command = null;
        var text = message.AsSpan().Trim();
        if (text.Length < 2 || text[0] != '/')
        {
            return false;
        }

        var end = text.IndexOfAny(" \t\r\n:");
        var word = end < 0 ? text : text[..end];

        // In groups commands are addressed: /status@my_bot.
        var at = word.IndexOf('@');
        word = at < 0 ? word : word[..at];
        if (!ChatCommands.TryFind(word, out var name))
        {
            return false;
        }

        command = new SlashCommand(name, end < 0 ? "" : text[(end + 1)..].Trim().ToString());
        return true;
    }
}
