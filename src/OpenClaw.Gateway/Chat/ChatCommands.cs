using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Chat;

/// <summary>The slash commands that a chat understands.</summary>
internal static class ChatCommands
{
    /// <summary>What <c>chat.metadata</c> lists.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new Command
        {
            Name = "stop",
            NativeName = "stop",
            TextAliases = ["/stop", "/abort"],
            Description = "Stop the run in progress and those that wait.",
            Category = "session",
            Source = "native",
            Scope = "both",
            AcceptsArgs = false,
        },
    ];
}
