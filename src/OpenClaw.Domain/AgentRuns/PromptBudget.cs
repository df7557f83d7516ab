using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>How much of a conversation a model's window holds. Counted in characters: only the provider knows its tokens.</summary>
public static class PromptBudget
{
    // Three characters a token is on the safe side for European languages; the provider's own limit is the last word.
    private const int CharsPerToken = 3;
    private const int ReservedTokens = 8_000;

    // Providers bill a picture by its area; this is what the large ones of the common models take.
    private const int ImageChars = 1_600 * CharsPerToken;

    /// <summary>Window of a model of which nothing is known, in tokens.</summary>
    public const int UnknownWindow = 200_000;

    /// <summary>Characters that a window holds besides the answer, for which 8000 tokens, or a quarter of a small window, are kept free.</summary>
    /// <param name="contextTokens">The window, in tokens.</param>
    public static long CharsOf(int contextTokens) => (long)(contextTokens - Math.Min(ReservedTokens, contextTokens / 4)) * CharsPerToken;

    /// <summary>Size of a message as a model is told it.</summary>
    public static long SizeOf(TranscriptMessage message) => message.Content.Sum(SizeOf);

    /// <summary>Size of a message.</summary>
    public static long SizeOf(ModelMessage message) => message.Content.Sum(SizeOf);

    /// <summary>Size of what a model is told of a session: the summary and what follows it.</summary>
    public static long SizeOf(SessionState state) =>
        (state.Compaction?.Summary.Length ?? 0) + state.Transcript.Skip(state.Compaction?.Messages ?? 0).Sum(SizeOf);

    // Reasoning is not sent back.
    private static long SizeOf(MessageContent content) => content switch
    {
        MessageContent.Text text => text.Value.Length,
        MessageContent.ToolCall call => call.ArgumentsJson.Length + call.Name.Length,
        MessageContent.Image => ImageChars,
        _ => 0,
    };
}
