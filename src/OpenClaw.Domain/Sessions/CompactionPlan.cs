using System.Collections.Immutable;
using System.Text;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>Which part of a conversation a summary is to stand for.</summary>
/// <param name="LifecycleRevision">The conversation that is meant: after a reset it is another one.</param>
/// <param name="Earlier">The summary that stands for what comes before <paramref name="Messages"/>; null when nothing does.</param>
/// <param name="Messages">What it is made of, oldest first.</param>
/// <param name="Upto">Messages of the transcript that it will stand for.</param>
/// <param name="Kept">Messages that stay as they are.</param>
public sealed record CompactionPlan(string LifecycleRevision, string? Earlier, ImmutableArray<TranscriptMessage> Messages, int Upto, int Kept)
{
    // What a tool put out matters less than what was made of it.
    private const int MaxToolChars = 2_000;
    private const int MaxMessageChars = 20_000;

    /// <summary>Plans a summary of all but the newest messages; null when there is nothing to summarise.</summary>
    /// <param name="state">The session.</param>
    /// <param name="keepChars">Size of what stays, in characters as <see cref="PromptBudget"/> counts. At least the last question stays.</param>
    public static CompactionPlan? BySize(SessionState state, long keepChars)
    {
        var transcript = state.Transcript;
        var cut = transcript.Count;
        for (var i = transcript.Count - 1; i >= 0; i--)
        {
            keepChars -= PromptBudget.SizeOf(transcript[i]);
            if (keepChars < 0 && cut < transcript.Count)
            {
                break;
            }

            // Only in front of a question: a call and its result belong together.
            cut = transcript[i] is TranscriptMessage.User ? i : cut;
        }

        return Of(state, cut);
    }

    /// <summary>Plans to leave out all but the newest messages; null when there are no others.</summary>
    /// <param name="state">The session.</param>
    /// <param name="keep">Messages that stay, at least; more when the cut would part a call from its result.</param>
    public static CompactionPlan? ByCount(SessionState state, int keep)
    {
        var cut = Math.Max(0, state.Transcript.Count - keep);
        while (cut > 0 && cut < state.Transcript.Count && state.Transcript[cut] is not TranscriptMessage.User)
        {
            cut--;
        }

        return Of(state, cut);
    }

    /// <summary>The conversation as text for the model that summarises it, in pieces.</summary>
    /// <param name="maxChars">Size of a piece at most; one message may be larger.</param>
    public IEnumerable<string> Pieces(long maxChars)
    {
        var piece = new StringBuilder();
        foreach (var message in Messages)
        {
            var line = Line(message);
            if (piece.Length > 0 && piece.Length + line.Length > maxChars)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(line).Append("\n\n");
        }

        if (piece.Length > 0)
        {
            yield return piece.ToString();
        }
    }

    private static CompactionPlan? Of(SessionState state, int cut)
    {
        var from = state.Compaction?.Messages ?? 0;
        return cut <= from || state.LifecycleRevision is null
            ? null
            : new CompactionPlan(
                state.LifecycleRevision,
                string.IsNullOrEmpty(state.Compaction?.Summary) ? null : state.Compaction.Summary,
                [.. state.Transcript.Skip(from).Take(cut - from)],
                cut,
                state.Transcript.Count - cut);
    }

    private static string Line(TranscriptMessage message) => message switch
    {
        TranscriptMessage.User user => $"User: {ShortText.Of(user.Text, MaxMessageChars)}",
        TranscriptMessage.ToolResult result => $"Result of {result.ToolName}{(result.IsError ? " (failed)" : "")}: {ShortText.Of(result.Text, MaxToolChars)}",
        TranscriptMessage.Assistant answer => string.Join('\n', answer.Content.Select(static part => part switch
        {
            MessageContent.Text text => $"Assistant: {ShortText.Of(text.Value, MaxMessageChars)}",
            MessageContent.ToolCall call => $"Assistant calls {call.Name}: {ShortText.Of(call.ArgumentsJson, MaxToolChars)}",
            _ => "",
        }).Where(static line => line.Length > 0)),
        _ => "",
    };
}
