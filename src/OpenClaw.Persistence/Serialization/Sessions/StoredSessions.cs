using OpenClaw.Persistence.Serialization.AgentRuns;

namespace OpenClaw.Persistence.Serialization.Sessions;

/// <summary>A session began, on disk.</summary>
internal sealed record StoredSessionCreated(string Key, string SessionId, DateTimeOffset At);

/// <summary>A run was accepted, on disk.</summary>
internal sealed record StoredRunAccepted(string Run, StoredRunSpec Spec, DateTimeOffset At);

/// <summary>A run began, on disk.</summary>
internal sealed record StoredRunStarted(string Run, string MessageId, DateTimeOffset At);

/// <summary>A run joined another one, on disk.</summary>
internal sealed record StoredRunJoined(string Run, string Into, string MessageId, bool IsShortened, DateTimeOffset At);

/// <summary>A run was resumed or suspended, on disk.</summary>
internal sealed record StoredRunMark(string Run, DateTimeOffset At);

/// <summary>One message, on disk. Which members are set follows from <c>Role</c>.</summary>
/// <param name="Role"><c>user</c>, <c>assistant</c> or <c>toolResult</c>.</param>
/// <param name="Id">Unique in the session.</param>
/// <param name="Timestamp">When it was said.</param>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Content">Its parts.</param>
/// <param name="Api">Of an assistant's message.</param>
/// <param name="Model">Of an assistant's message: <c>provider/model</c>.</param>
/// <param name="Usage">Of an assistant's message.</param>
/// <param name="StopReason">Of an assistant's message: name of a <c>StopReason</c>.</param>
/// <param name="Error">Of an assistant's message whose run failed.</param>
/// <param name="ResponseId">Of an assistant's message.</param>
/// <param name="ToolCallId">Of a tool's result.</param>
/// <param name="ToolName">Of a tool's result.</param>
/// <param name="IsError">Of a tool's result.</param>
internal sealed record StoredMessage(
    string Role,
    string Id,
    DateTimeOffset Timestamp,
    string? Run,
    IReadOnlyList<StoredContent> Content,
    string? Api,
    string? Model,
    StoredUsage? Usage,
    string? StopReason,
    string? Error,
    string? ResponseId,
    string? ToolCallId,
    string? ToolName,
    bool? IsError);

/// <summary>Something was said, on disk.</summary>
internal sealed record StoredMessageAppended(StoredMessage Message, DateTimeOffset At);

/// <summary>A run ended, on disk.</summary>
internal sealed record StoredRunEnded(string Run, StoredOutcome Outcome, StoredUsage Usage, string? Model, DateTimeOffset At);

/// <summary>Settings, on disk.</summary>
internal sealed record StoredSettings(string? Label, string? Model, string? ThinkingLevel, string? VerboseLevel, string? ReasoningLevel, string? SendPolicy);

/// <summary>Settings changed, on disk.</summary>
internal sealed record StoredPatched(StoredSettings Settings, DateTimeOffset At);

/// <summary>The conversation began anew, on disk.</summary>
internal sealed record StoredReset(string LifecycleRevision, DateTimeOffset At);

/// <summary>The conversation was summarised, on disk.</summary>
internal sealed record StoredCompacted(string Summary, int Messages, StoredUsage Usage, DateTimeOffset At, string? Model = null);

/// <summary>Messages were taken over from elsewhere, on disk.</summary>
internal sealed record StoredImported(IReadOnlyList<StoredMessage> Messages, DateTimeOffset LastActivity, DateTimeOffset At);

/// <summary>The summary that is in force, on disk.</summary>
internal sealed record StoredCompaction(DateTimeOffset At, string Summary, int Messages);

/// <summary>The session was deleted, on disk.</summary>
internal sealed record StoredDeleted(DateTimeOffset At);

/// <summary>A run that waits or goes, on disk.</summary>
internal sealed record StoredSessionRun(string Run, StoredRunSpec Spec, DateTimeOffset AcceptedAt, DateTimeOffset? StartedAt, int Lives, int Resumes, IReadOnlyList<StoredSessionRun>? Joined = null);

/// <summary>The last run, on disk.</summary>
internal sealed record StoredLastRun(string Run, StoredOutcome Outcome, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, string? Model, StoredUsage Usage);

/// <summary>Snapshot of a session, on disk.</summary>
internal sealed record StoredSessionState(
    string Key,
    string? SessionId,
    string? LifecycleRevision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<StoredMessage> Transcript,
    StoredSessionRun? Active,
    IReadOnlyList<StoredSessionRun> Waiting,
    StoredLastRun? Last,
    StoredUsage Usage,
    StoredSettings Settings,
    StoredCompaction? Compaction = null,
    int? Compactions = null,
    DateTimeOffset? ImportedAt = null);

/// <summary>A session in the index, on disk.</summary>
internal sealed record StoredSessionRow(
    string Key,
    string SessionId,
    string LifecycleRevision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    StoredSettings Settings,
    StoredUsage Usage,
    IReadOnlyList<string> Runs,
    DateTimeOffset? RunningSince,
    StoredLastRun? Last,
    string? Title,
    int MessageCount,
    string? LastText,
    int? Compactions = null);

/// <summary>One line of a preview, on disk.</summary>
internal sealed record StoredPreviewLine(string Role, string Text);

/// <summary>A session's preview in the index, on disk.</summary>
internal sealed record StoredPreviewRow(IReadOnlyList<StoredPreviewLine> Lines);
