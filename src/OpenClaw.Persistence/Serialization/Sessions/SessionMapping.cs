using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Persistence.Serialization.AgentRuns;

namespace OpenClaw.Persistence.Serialization.Sessions;

/// <summary>Maps what sessions are made of to its form on disk and back.</summary>
internal static class SessionMapping
{
    public static StoredMessage ToStored(TranscriptMessage message)
    {
        var stored = new StoredMessage(
            "", message.Id, message.Timestamp, message.Run?.Value, [], null, null, null, null, null, null, null, null, null);
        return message switch
        {
            TranscriptMessage.User user => stored with { Role = "user", Content = RunMapping.ToStored(user.Content) },
            TranscriptMessage.Assistant answer => stored with
            {
                Role = "assistant",
                Content = RunMapping.ToStored(answer.Content),
                Api = answer.Api,
                Model = RunMapping.ToStored(answer.Model),
                Usage = RunMapping.ToStored(answer.Usage),
                StopReason = answer.StopReason.ToString(),
                Error = answer.ErrorMessage,
                ResponseId = answer.ResponseId,
            },
            TranscriptMessage.ToolResult result => stored with
            {
                Role = "toolResult",
                Content = RunMapping.ToStored(result.Content),
                ToolCallId = result.ToolCallId,
                ToolName = result.ToolName,
                IsError = result.IsError,
            },
            _ => throw new JsonException($"A message of type {message.GetType().Name} has no form on disk."),
        };
    }

    public static TranscriptMessage FromStored(StoredMessage message)
    {
        RunId? run = message.Run is null ? null : RunMapping.RunOf(message.Run);
        var content = RunMapping.FromStored(message.Content);
        return message.Role switch
        {
            "user" => new TranscriptMessage.User(message.Id, message.Timestamp, run, content),
            "assistant" => new TranscriptMessage.Assistant(
                message.Id,
                message.Timestamp,
                run,
                content,
                message.Api ?? "",
                RunMapping.ModelOf(message.Model) ?? TranscriptMessage.Assistant.Injected,
                RunMapping.FromStored(message.Usage),
                RunMapping.Name<StopReason>(message.StopReason))
            {
                ErrorMessage = message.Error,
                ResponseId = message.ResponseId,
            },
            "toolResult" => new TranscriptMessage.ToolResult(
                message.Id, message.Timestamp, run, message.ToolCallId ?? "", message.ToolName ?? "", content, message.IsError ?? false),
            _ => throw RunMapping.Unknown("message", message.Role),
        };
    }

    public static StoredSettings ToStored(SessionSettings settings) =>
        new(settings.Label, settings.Model, settings.ThinkingLevel, settings.VerboseLevel, settings.ReasoningLevel, settings.SendPolicy);

    public static SessionSettings FromStored(StoredSettings settings) => new()
    {
        Label = settings.Label,
        Model = settings.Model,
        ThinkingLevel = settings.ThinkingLevel,
        VerboseLevel = settings.VerboseLevel,
        ReasoningLevel = settings.ReasoningLevel,
        SendPolicy = settings.SendPolicy,
    };

    public static StoredSessionState ToStored(SessionState state) => new(
        state.Key.Value,
        state.SessionId,
        state.LifecycleRevision,
        state.CreatedAt,
        state.UpdatedAt,
        [.. state.Transcript.Select(ToStored)],
        state.Active is null ? null : ToStored(state.Active),
        [.. state.Waiting.Select(ToStored)],
        state.Last is null ? null : ToStored(state.Last),
        RunMapping.ToStored(state.Usage),
        ToStored(state.Settings),
        state.Compaction is { } compaction ? new StoredCompaction(compaction.At, compaction.Summary, compaction.Messages) : null,
        state.Compactions == 0 ? null : state.Compactions,
        state.ImportedAt);

    public static SessionState FromStored(StoredSessionState state) => new()
    {
        Key = RunMapping.SessionOf(state.Key),
        SessionId = state.SessionId,
        LifecycleRevision = state.LifecycleRevision,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        Transcript = [.. state.Transcript.Select(FromStored)],
        Active = state.Active is null ? null : FromStored(state.Active),
        Waiting = [.. state.Waiting.Select(FromStored)],
        Last = state.Last is null ? null : FromStored(state.Last),
        Usage = RunMapping.FromStored(state.Usage),
        Settings = FromStored(state.Settings),
        Compaction = state.Compaction is { } compaction ? new SessionCompaction(compaction.At, compaction.Summary, compaction.Messages) : null,
        Compactions = state.Compactions ?? 0,
        ImportedAt = state.ImportedAt,
    };

    public static StoredSessionRow ToStored(SessionIndexRow row) => new(
        row.Key.Value,
        row.SessionId,
        row.LifecycleRevision,
        row.CreatedAt,
        row.UpdatedAt,
        ToStored(row.Settings),
        RunMapping.ToStored(row.Usage),
        [.. row.Runs.Select(static run => run.Value)],
        row.RunningSince,
        row.Last is null ? null : ToStored(row.Last),
        row.Title,
        row.MessageCount,
        row.LastText,
        row.Compactions == 0 ? null : row.Compactions);

    public static SessionIndexRow FromStored(StoredSessionRow row) => new()
    {
        Key = RunMapping.SessionOf(row.Key),
        SessionId = row.SessionId,
        LifecycleRevision = row.LifecycleRevision,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        Settings = FromStored(row.Settings),
        Usage = RunMapping.FromStored(row.Usage),
        Runs = [.. row.Runs.Select(RunMapping.RunOf)],
        RunningSince = row.RunningSince,
        Last = row.Last is null ? null : FromStored(row.Last),
        Title = row.Title,
        MessageCount = row.MessageCount,
        LastText = row.LastText,
        Compactions = row.Compactions ?? 0,
    };

    private static StoredSessionRun ToStored(SessionRun run) =>
        new(run.Run.Value, RunMapping.ToStored(run.Spec), run.AcceptedAt, run.StartedAt, run.Lives, run.Resumes, run.Joined.IsEmpty ? null : [.. run.Joined.Select(ToStored)]);

    private static SessionRun FromStored(StoredSessionRun run) =>
        new(RunMapping.RunOf(run.Run), RunMapping.FromStored(run.Spec), run.AcceptedAt, run.StartedAt, run.Lives, run.Resumes)
        {
            Joined = [.. (run.Joined ?? []).Select(FromStored)],
        };

    private static StoredLastRun ToStored(LastRun run) =>
        new(run.Run.Value, RunMapping.ToStored(run.Outcome), run.StartedAt, run.EndedAt, RunMapping.ToStored(run.Model), RunMapping.ToStored(run.Usage));

    private static LastRun FromStored(StoredLastRun run) => new(
        RunMapping.RunOf(run.Run), RunMapping.FromStored(run.Outcome), run.StartedAt, run.EndedAt, RunMapping.ModelOf(run.Model), RunMapping.FromStored(run.Usage));
}
