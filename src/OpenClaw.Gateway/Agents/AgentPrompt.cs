using System.Collections.Immutable;
using System.Globalization;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Agents;

/// <summary>Puts together what a model is told.</summary>
internal static class AgentPrompt
{
    /// <summary>The agent's instructions, the summary of what is long past, and as much of the conversation as the model's window holds, newest kept.</summary>
    /// <param name="source">What it is made of.</param>
    /// <param name="contextTokens">The model's window.</param>
    /// <param name="taken">Characters of the window that something else takes: descriptions of tools, what the run has said since.</param>
    public static RunPrompt Build(PromptSource source, int contextTokens, long taken)
    {
        var system = string.Create(
            CultureInfo.InvariantCulture,
            $"You are {source.Agent.DisplayName}, a personal assistant reached through an OpenClaw gateway. The time is {source.StartedAt:yyyy-MM-dd HH:mm} UTC.");
        system = Join(Join(system, source.Extra), source.Briefing);
        var summary = Summary(source);
        var budget = PromptBudget.CharsOf(contextTokens) - taken - system.Length - (summary?.JoinText().Length ?? 0);
        var messages = new List<ModelMessage>();
        var hasQuestion = false;
        for (var i = source.Transcript.Count - 1; i >= (source.Compaction?.Messages ?? 0); i--)
        {
            if (source.Transcript[i].ToModelMessage() is not { } message)
            {
                continue;
            }

            budget -= PromptBudget.SizeOf(source.Transcript[i]);
            if (budget < 0 && hasQuestion)
            {
                break;
            }

            // What a run did since its question is never cut: calls and their results belong together.
            hasQuestion |= message.Role == ModelRole.User;

            messages.Add(message);
        }

        messages.Reverse();

        // Services want a user's message first; the cut may have left an answer there.
        var first = messages.FindIndex(static message => message.Role == ModelRole.User);
        var kept = first > 0 ? messages.Skip(first) : messages;
        return new RunPrompt(system, [.. summary is null ? kept : kept.Prepend(summary)]);
    }

    private static ModelMessage? Summary(PromptSource source) => source.Compaction is { Summary.Length: > 0 } compaction
        ? ModelMessage.OfText(ModelRole.User, $"[Summary of our conversation so far; what follows is told in full.]\n{compaction.Summary}")
        : null;

    private static string Join(string system, string? more) => string.IsNullOrWhiteSpace(more) ? system : $"{system}\n\n{more}";
}
