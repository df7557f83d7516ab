using System.Collections.Immutable;

namespace OpenClaw.Domain.Sessions;

/// <summary>One line of a preview.</summary>
/// <param name="Role"><c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Text">At most <see cref="SessionPreviewRow.LineChars"/> characters.</param>
public sealed record SessionPreviewLine(string Role, string Text);

/// <summary>The last messages of a session, shortened: a row of the index that is read only when somebody looks.</summary>
/// <param name="Lines">Oldest first.</param>
public sealed record SessionPreviewRow(ImmutableArray<SessionPreviewLine> Lines)
{
    /// <summary>Name of the index's collection; a row's key is the session's.</summary>
    public const string Collection = "session-preview";

    /// <summary>Messages that a preview shows at most.</summary>
    public const int MaxLines = 20;

    /// <summary>Characters of each.</summary>
    public const int LineChars = 240;

    /// <summary>The preview of a transcript.</summary>
    public static SessionPreviewRow Of(ImmutableList<TranscriptMessage> transcript)
    {
        var lines = ImmutableArray.CreateBuilder<SessionPreviewLine>(Math.Min(MaxLines, transcript.Count));
        for (var i = Math.Max(0, transcript.Count - MaxLines); i < transcript.Count; i++)
        {
            lines.Add(Line(transcript[i]));
        }

        return new SessionPreviewRow(lines.DrainToImmutable());
    }

    /// <summary>A message on one line.</summary>
    public static SessionPreviewLine Line(TranscriptMessage message)
    {
        var text = message is TranscriptMessage.Assistant { ErrorMessage: { } error } && message.Text.Length == 0 ? error : message.Text;
        var role = message switch
        {
            TranscriptMessage.User => "user",
            TranscriptMessage.Assistant => "assistant",
            _ => "tool",
        };
        return new SessionPreviewLine(role, ShortText.Of(text, LineChars));
    }
}
