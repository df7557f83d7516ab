namespace OpenClaw.Domain.Sessions;

/// <summary>A summary that models are told instead of the older part of a conversation.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Summary">Its text; empty when the older part is left out without one.</param>
/// <param name="Messages">Messages that it stands for, from the first one of the transcript.</param>
public sealed record SessionCompaction(DateTimeOffset At, string Summary, int Messages);
