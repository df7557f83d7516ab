using System.Globalization;
using System.Text;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>What commands say.</summary>
internal static class CommandTexts
{
    private const int MaxModels = 40;

    /// <summary><c>/help</c>.</summary>
    public static string Help() =>
        string.Join('\n', ChatCommands.All.Select(static command => $"{string.Join(", ", command.TextAliases!)} - {command.Description}").Prepend("Commands:"));

    /// <summary><c>/status</c>.</summary>
    public static string Status(SessionRow? row, SessionKey key, CommandServices services)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"OpenClaw {services.Version}, up {Duration(services.Uptime())}\n");
        text.Append(CultureInfo.InvariantCulture, $"Model: {ModelOf(row, key, services)}\n");
        var window = row?.ContextTokens ?? services.Models.Find(services.Agents.ModelsOf(key.Agent, null).Primary)?.ContextWindow ?? 0;
        text.Append(CultureInfo.InvariantCulture, $"Tokens: {row?.InputTokens ?? 0} in, {row?.OutputTokens ?? 0} out; the model reads {window / 1000}k\n");
        text.Append(CultureInfo.InvariantCulture, $"Session: {key}{(row?.Label is { } label ? $" ({label})" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"Thinking: {row?.ThinkingLevel ?? "off"}, verbose: {row?.VerboseLevel ?? "off"}\n");
        var runs = row?.ActiveRunIds?.Count ?? 0;
        text.Append(runs == 0 ? "Runs: none" : string.Create(CultureInfo.InvariantCulture, $"Runs: one goes, {runs - 1} wait"));
        return row?.LastRunError is { } failure ? text.Append(CultureInfo.InvariantCulture, $"\nLast run failed: {failure}").ToString() : text.ToString();
    }

    /// <summary><c>/model</c> without a name.</summary>
    public static string Models(SessionRow? row, SessionKey key, CommandServices services)
    {
        var available = services.Models.Models.Where(static model => model.Available).ToList();
        var lines = available.Take(MaxModels).Select(static model => $"- {model.Ref}");
        var more = available.Count > MaxModels ? $"\n... and {available.Count - MaxModels} more" : "";
        return $"Model: {ModelOf(row, key, services)}\nAvailable:\n{string.Join('\n', lines)}{more}";
    }

    private static string ModelOf(SessionRow? row, SessionKey key, CommandServices services) =>
        row is { ModelProvider: { } provider, Model: { } model } ? $"{provider}/{model}" : services.Agents.ModelsOf(key.Agent, null).Primary.ToString();

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => $"{(int)time.TotalDays}d {time.Hours}h",
        { TotalHours: >= 1 } => $"{time.Hours}h {time.Minutes}m",
        { TotalMinutes: >= 1 } => $"{time.Minutes}m {time.Seconds}s",
        _ => $"{time.Seconds}s",
    };
}
