using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Domain.Access;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>The slash commands that a chat understands, and which scope each one needs: that of the method which does the same.</summary>
public static class ChatCommands
{
    private static readonly (Command Shown, string? Method)[] s_all =
    [
        (Of("help", "Show the commands.", "status", false, "/help", "/commands"), null),
        (Of("status", "Show how this conversation and the gateway are.", "status", false, "/status"), null),
        (Of("whoami", "Show who you are to the gateway.", "status", false, "/whoami", "/id"), null),
        (Of("stop", "Stop the run in progress and those that wait.", "session", false, "/stop", "/abort"), null),
        (Of("new", "Begin anew; what stands behind it is the first message.", "session", true, "/new"), MethodNames.SessionsReset),
        (Of("reset", "Begin anew.", "session", true, "/reset"), MethodNames.SessionsReset),
        (Of("compact", "Summarise the older part of the conversation.", "session", true, "/compact"), MethodNames.SessionsCompact),
        (Of("model", "Show or set the model: /model provider/name, or /model default.", "options", true, "/model", "/models"), MethodNames.SessionsPatch),
        (Of("think", "Show or set how much the model thinks: /think off, low, medium, high.", "options", true, "/think", "/thinking", "/t"), MethodNames.SessionsPatch),
        (Of("verbose", "Show or set how much of the work is shown: /verbose on, off, full.", "options", true, "/verbose", "/v"), MethodNames.SessionsPatch),
    ];

    private static readonly FrozenDictionary<string, string> s_names = s_all
        .SelectMany(static entry => entry.Shown.TextAliases!.Select(alias => (Alias: alias, entry.Shown.Name)))
        .ToFrozenDictionary(static pair => pair.Alias, static pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string?> s_methods = s_all.ToFrozenDictionary(static entry => entry.Shown.Name, static entry => entry.Method);

    /// <summary>What <c>chat.metadata</c> and <c>commands.list</c> list.</summary>
    public static IReadOnlyList<Command> All { get; } = [.. s_all.Select(static entry => entry.Shown)];

    /// <summary>The command that a word such as <c>/t</c> means.</summary>
    public static bool TryFind(ReadOnlySpan<char> word, [NotNullWhen(true)] out string? name) =>
        s_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out name);

    /// <summary>The name of the scope that a command needs and its sender lacks; null when it may go on. Showing a setting needs none.</summary>
    public static string? MissingScope(SlashCommand command, ScopeSet scopes)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Changes(command) && s_methods[command.Name] is { } method && MethodTable.TryGet(method, out var info)
            && info.Scope is { } needed && ScopeSet.TryParse(needed, out var scope) && !scopes.Allows(scope)
            ? needed
            : null;
    }

    /// <summary>Whether a command changes its conversation, so that it must never be carried out twice. Showing a setting does not.</summary>
    public static bool Changes(SlashCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return (command.Argument.Length > 0 || command.Name is "new" or "reset" or "compact") && s_methods[command.Name] is not null;
    }

    private static Command Of(string name, string description, string category, bool acceptsArgs, params string[] aliases) => new()
    {
        Name = name,
        NativeName = name,
        TextAliases = aliases,
        Description = description,
        Category = category,
        Source = "native",
        Scope = "both",
        AcceptsArgs = acceptsArgs,
    };
}
