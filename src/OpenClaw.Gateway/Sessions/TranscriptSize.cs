using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Guesses how many bytes a message takes in an answer, rather too many than too few: an answer has to fit into a frame.</summary>
internal static class TranscriptSize
{
    // Three bytes for a character of most scripts; what has to be escaped takes two.
    private const int BytesPerChar = 3;

    // Names, ids and numbers around a message's parts.
    private const int Overhead = 600;

    /// <summary>A message with its texts cut to so many characters and without its pictures, as <see cref="TranscriptJson"/> writes it.</summary>
    public static long Shown(TranscriptMessage message, int maxChars) => Overhead + message.Content.Sum(part => part switch
    {
        MessageContent.Text text => BytesPerChar * (long)Math.Min(text.Value.Length, maxChars),
        MessageContent.Thinking thinking => BytesPerChar * (long)Math.Min(thinking.Value.Length, maxChars),
        MessageContent.ToolCall call => BytesPerChar * (long)call.ArgumentsJson.Length,
        _ => 0,
    });

    /// <summary>A message whole, as <see cref="TranscriptExport"/> writes it.</summary>
    public static long Whole(TranscriptMessage message) =>
        Shown(message, int.MaxValue) + message.Content.OfType<MessageContent.Image>().Sum(static image => (long)image.Data.Length / 3 * 4);
}
