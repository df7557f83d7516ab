using System.Collections.Immutable;

namespace OpenClaw.Domain.Sessions;

/// <summary>A conversation, or a piece of one, that was held elsewhere.</summary>
/// <param name="SessionId">Its name there, which it keeps.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastActivity">When something last happened in it.</param>
/// <param name="Settings">What is set on it.</param>
/// <param name="Messages">Oldest first.</param>
public sealed record SessionImport(
    string SessionId, DateTimeOffset CreatedAt, DateTimeOffset LastActivity, SessionSettings Settings, ImmutableArray<TranscriptMessage> Messages)
{
    /// <summary>The last summary of it that was made there; null for none.</summary>
    public ImportedSummary? Summary { get; init; }
}

/// <summary>A summary that stood for the older part of a conversation there.</summary>
/// <param name="Text">What models were told.</param>
/// <param name="FirstKept">Id of the first message that it does not stand for.</param>
/// <param name="Before">Messages of the piece that were said before it was made: what it stands for when <paramref name="FirstKept"/> is no message.</param>
public sealed record ImportedSummary(string Text, string FirstKept, int Before);
