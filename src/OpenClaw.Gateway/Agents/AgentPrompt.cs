using System.Collections.Immutable;
using System.Globalization;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Agents;

/// <summary>Puts together what a model is told.</summary>
internal static class AgentPrompt
{
    // Three characters a token is on the safe side for European languages; the provider's own limit is the last word.
    private const int CharsPerToken = 3;
    private const int ReservedTokens = 8_000;

    /// <summary>The agent's instructions, and as much of the conversation as the model's window holds, newest kept.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="extra">The request's own instructions.</param>
    /// <param name="transcript">The conversation, the question last.</param>
    /// <param name="contextTokens">The model's window.</param>
    /// <param name="now">The time to tell.</param>
    public static RunPrompt Build(AgentProfile agent, string? extra, ImmutableList<TranscriptMessage> transcript, int contextTokens, DateTimeOffset now)
    {
        var system = string.Create(
            CultureInfo.InvariantCulture,
            $"You are {agent.DisplayName}, a personal assistant reached through an OpenClaw gateway. The time is {now:yyyy-MM-dd HH:mm} UTC.");
        if (!string.IsNullOrWhiteSpace(extra))
        {
            system += "\n\n" + extra;
        }

        var budget = (long)Math.Max(ReservedTokens, contextTokens - ReservedTokens) * CharsPerToken - system.Length;
        var messages = new List<ModelMessage>();
        var hasQuestion = false;
        for (var i = transcript.Count - 1; i >= 0; i--)
        {
            if (transcript[i].ToModelMessage() is not { } message)
            {
                continue;
            }

            budget -= transcript[i].Text.Length;
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
        return new RunPrompt(system, [.. first > 0 ? messages.Skip(first) : messages]);
    }
}
