namespace OpenClaw.Persistence.Serialization.AgentRuns;

/// <summary>One part of a message, on disk. Which members are set follows from <c>Type</c>.</summary>
/// <param name="Type"><c>text</c>, <c>thinking</c>, <c>image</c> or <c>toolCall</c>.</param>
/// <param name="Text">Of text and thinking.</param>
/// <param name="MimeType">Of an image.</param>
/// <param name="Data">Of an image; base64 in JSON.</param>
/// <param name="Id">Of a tool call.</param>
/// <param name="Name">Of a tool call.</param>
/// <param name="Arguments">Of a tool call: a JSON object as text.</param>
internal sealed record StoredContent(string Type, string? Text, string? MimeType, byte[]? Data, string? Id, string? Name, string? Arguments);

/// <summary>Tokens, on disk.</summary>
internal sealed record StoredUsage(long Input, long Output, long CacheRead, long CacheWrite);

/// <summary>What a run is asked to do, on disk.</summary>
/// <param name="Input">What the user said.</param>
/// <param name="Origin">Name of a <c>RunOrigin</c>.</param>
/// <param name="TimeoutMs">-1 for none.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Model">Its own model, if any.</param>
/// <param name="ExtraSystemPrompt">Its own instructions, if any.</param>
/// <param name="Queue">Name of a <c>QueueMode</c>; null for <c>Followup</c>.</param>
/// <param name="KeyOfVersion3">The session's key in its client's words, if they are other ones.</param>
/// <param name="Thinking">Name of a <c>ThinkingEffort</c>, if it has its own.</param>
/// <param name="ClientTools">Tools that its caller carries out, if any.</param>
/// <param name="AnswerTo">Another session that is told of the outcome, if any.</param>
internal sealed record StoredRunSpec(IReadOnlyList<StoredContent> Input, string Origin, long TimeoutMs, string Lane, string? Model, string? ExtraSystemPrompt, string? Queue = null, string? KeyOfVersion3 = null,
    string? Thinking = null, IReadOnlyList<StoredTool>? ClientTools = null, StoredAnswerTo? AnswerTo = null);

/// <summary>Where the outcome of a run is told, on disk.</summary>
internal sealed record StoredAnswerTo(string Session, string Run, string Label);

/// <summary>An outcome on its way to another session, on disk.</summary>
internal sealed record StoredPendingAnswer(string Run, string Session, string Text);

/// <summary>A tool that a run's caller carries out, on disk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What the model is told of it.</param>
/// <param name="Parameters">JSON Schema as text.</param>
internal sealed record StoredTool(string Name, string Description, string Parameters);

/// <summary>How a run ended, on disk. Which members are set follows from <c>Kind</c>.</summary>
/// <param name="Kind"><c>completed</c>, <c>failed</c>, <c>aborted</c> or <c>timedOut</c>.</param>
/// <param name="Reason">Of a completed run, name of a <c>StopReason</c>; of an aborted one, who ended it.</param>
/// <param name="Error">Of a failed run: name of a <c>ModelErrorKind</c>.</param>
/// <param name="Message">Of a failed run.</param>
/// <param name="RetryAfterMs">Of a failed run, when known.</param>
/// <param name="LimitMs">Of a run that took too long.</param>
internal sealed record StoredOutcome(string Kind, string? Reason, string? Error, string? Message, long? RetryAfterMs, long? LimitMs);

/// <summary>What a run leaves, on disk.</summary>
internal sealed record StoredReport(
    StoredOutcome Outcome, string Text, string? Thinking, string? SessionId, DateTimeOffset? StartedAt, StoredUsage Usage, string? Model, string? Api, string? ResponseId,
    IReadOnlyList<StoredContent>? ClientCalls = null, IReadOnlyList<StoredContent>? Pictures = null);

/// <summary>A run in the index, on disk.</summary>
internal sealed record StoredLedgerEntry(string Run, string Session, DateTimeOffset AcceptedAt, DateTimeOffset? EndedAt, StoredReport? Report);
