using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Maps summaries to what clients read.</summary>
internal static class SessionRows
{
    /// <summary>A row of <c>sessions.list</c>, <c>sessions.describe</c> and <c>sessions.changed</c>.</summary>
    /// <param name="summary">The session.</param>
    /// <param name="withTitle">Whether to derive a title from the first question.</param>
    /// <param name="withLastMessage">Whether to show the last message.</param>
    public static SessionRow ToRow(SessionSummary summary, bool withTitle = true, bool withLastMessage = false)
    {
        var last = summary.Last;
        return new SessionRow
        {
            Key = summary.Key.Value,
            Kind = Kind(summary.Key.Kind),
            SessionId = summary.SessionId,
            AgentId = summary.Key.Agent.Value,
            Label = summary.Settings.Label,
            DisplayName = summary.Settings.Label ?? summary.Key.Rest,
            DerivedTitle = withTitle ? summary.Settings.Label ?? summary.Title ?? summary.Key.Rest : null,
            LastMessagePreview = withLastMessage ? summary.LastText : null,
            ChatType = summary.Key.Kind == SessionKind.Group ? "group" : "direct",
            UpdatedAt = Ms(summary.UpdatedAt),
            CreatedAt = Ms(summary.CreatedAt),
            LastActivityAt = last is null ? null : Ms(last.EndedAt),
            LastInteractionAt = Ms(summary.UpdatedAt),
            Archived = false,
            Pinned = false,
            Unread = false,
            IsMain = summary.Key.IsMain,
            IsBackground = false,
            SystemSent = summary.MessageCount > 0,
            AbortedLastRun = last?.Outcome is RunOutcome.Aborted,
            ThinkingLevel = summary.Settings.ThinkingLevel,
            VerboseLevel = summary.Settings.VerboseLevel,
            ReasoningLevel = summary.Settings.ReasoningLevel,
            SendPolicy = summary.Settings.SendPolicy,
            InputTokens = summary.Usage.Input,
            OutputTokens = summary.Usage.Output,
            TotalTokens = last is null ? 0 : last.Usage.Input + last.Usage.CacheRead + last.Usage.CacheWrite,
            TotalTokensFresh = last is not null,
            ModelProvider = summary.Model.Provider,
            Model = summary.Model.Model,
            ContextTokens = summary.ContextTokens,
            Status = Status(summary),
            StartedAt = summary.RunningSince is { } since ? Ms(since) : last?.StartedAt is { } startedAt ? Ms(startedAt) : null,
            EndedAt = summary.RunningSince is null && last is not null ? Ms(last.EndedAt) : null,
            RuntimeMs = summary.RunningSince is null && last?.StartedAt is { } began ? (last.EndedAt - began).TotalMilliseconds : null,
            HasActiveRun = !summary.Runs.IsEmpty,
            ActiveRunIds = [.. summary.Runs.Select(static run => run.Value)],
            LastRunId = last?.Run.Value,
            LastRunError = last?.Outcome.ErrorMessage,
        };
    }

    /// <summary>The stored entry, as <c>sessions.patch</c> and <c>sessions.reset</c> show it.</summary>
    public static SessionEntry ToEntry(SessionSummary summary) => new()
    {
        SessionId = summary.SessionId,
        UpdatedAt = Ms(summary.UpdatedAt),
        LifecycleRevision = summary.LifecycleRevision,
        Label = summary.Settings.Label,
        DisplayName = summary.Settings.Label ?? summary.Key.Rest,
        ThinkingLevel = summary.Settings.ThinkingLevel,
        VerboseLevel = summary.Settings.VerboseLevel,
        ReasoningLevel = summary.Settings.ReasoningLevel,
        SendPolicy = summary.Settings.SendPolicy,
        ModelProvider = summary.Model.Provider,
        Model = summary.Model.Model,
        ProviderOverride = ModelRef.TryParse(summary.Settings.Model, out var overriding) ? overriding.Provider : null,
        ModelOverride = overriding?.Model,
        SystemSent = summary.MessageCount > 0,
        AbortedLastRun = summary.Last?.Outcome is RunOutcome.Aborted,
        ChatType = summary.Key.Kind == SessionKind.Group ? "group" : "direct",
        CreatedAt = Ms(summary.CreatedAt),
        InputTokens = summary.Usage.Input,
        OutputTokens = summary.Usage.Output,
        TotalTokens = summary.Usage.Total,
        TotalTokensFresh = true,
        ContextTokens = summary.ContextTokens,
        CompactionCount = summary.Row.Compactions,
    };

    /// <summary>What applies to a session on which nothing is set.</summary>
    public static SessionListDefaults Defaults(ModelRef model, int contextTokens) =>
        new() { ModelProvider = model.Provider, Model = model.Model, ContextTokens = contextTokens };

    private static string Status(SessionSummary summary) => summary switch
    {
        { RunningSince: not null } => "running",
        { Runs.IsEmpty: false } => "queued",
        { Last.Outcome: RunOutcome.Failed } => "failed",
        { Last.Outcome: RunOutcome.Aborted } => "killed",
        { Last.Outcome: RunOutcome.TimedOut } => "timeout",
        _ => "done",
    };

    private static string Kind(SessionKind kind) => kind switch
    {
        SessionKind.Group => "group",
        SessionKind.Global => "global",
        SessionKind.Unknown => "unknown",
        _ => "direct",
    };

    private static double Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
