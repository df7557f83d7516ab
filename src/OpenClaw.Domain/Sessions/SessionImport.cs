using System.Collections.Immutable;

namespace OpenClaw.Domain.Sessions;

/// <summary>A conversation, or a piece of one, that was held elsewhere.</summary>
/// <param name="SessionId">Its name there, which it keeps.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastActivity">When something last happened in it.</param>
/// <param name="Settings">What is set on it.</param>
/// <param name="Messages">Oldest first.</param>
public sealed record SessionImport(
    string SessionId, DateTimeOffset CreatedAt, DateTimeOffset LastActivity, SessionSettings Settings, ImmutableArray<TranscriptMessage> Messages);
