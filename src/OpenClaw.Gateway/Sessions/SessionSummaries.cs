using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Makes summaries of states.</summary>
internal static class SessionSummaries
{
    /// <summary>Messages that a preview shows at most.</summary>
    public const int PreviewLines = 20;

    /// <summary>Characters of each.</summary>
    public const int PreviewChars = 240;

    private const int TitleChars = 60;

    public static SessionSummary Of(SessionState state, ModelRef? activeModel, RunServices services)
    {
        var model = activeModel ?? services.Agents.ModelsOf(state.Key.Agent, state.Settings.Model).Primary;
        return new SessionSummary
        {
            Key = state.Key,
            SessionId = state.SessionId!,
            LifecycleRevision = state.LifecycleRevision!,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
            Settings = state.Settings,
            Model = model,
            ContextTokens = services.Models.Find(model)?.ContextWindow ?? 200_000,
            Usage = state.Usage,
            Runs = state.Active is null
                ? [.. state.Waiting.Select(static run => run.Run)]
                : [state.Active.Run, .. state.Waiting.Select(static run => run.Run)],
            RunningSince = state.Active?.StartedAt,
            Last = state.Last,
            Title = state.Transcript.Find(static message => message is TranscriptMessage.User) is { } first ? Shorten(first.Text, TitleChars) : null,
            MessageCount = state.Transcript.Count,
            Recent = Recent(state.Transcript),
        };
    }

    /// <summary>At most this many characters on one line, with a mark where it was cut; never through the middle of a character.</summary>
    public static string Shorten(string text, int chars)
    {
        if (text.Length <= chars)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[chars - 1]) ? chars - 1 : chars;
        return text[..end] + "…";
    }

    private static ImmutableArray<SessionPreviewLine> Recent(ImmutableList<TranscriptMessage> transcript)
    {
        var lines = ImmutableArray.CreateBuilder<SessionPreviewLine>(PreviewLines);
        for (var i = Math.Max(0, transcript.Count - PreviewLines); i < transcript.Count; i++)
        {
            var message = transcript[i];
            var role = message switch
            {
                TranscriptMessage.User => "user",
                TranscriptMessage.Assistant => "assistant",
                _ => "tool",
            };
            var text = message is TranscriptMessage.Assistant { ErrorMessage: { } error } && message.Text.Length == 0 ? error : message.Text;
            lines.Add(new SessionPreviewLine(role, Shorten(text, PreviewChars)));
        }

        return lines.DrainToImmutable();
    }
}
