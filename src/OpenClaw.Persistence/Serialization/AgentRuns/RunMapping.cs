using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Persistence.Serialization.AgentRuns;

/// <summary>Maps what runs are made of to its form on disk and back. A name that this version does not know is an error, never a guess.</summary>
internal static class RunMapping
{
    public static PayloadRegistry.Builder AddAgentRuns(this PayloadRegistry.Builder payloads) => payloads
        .Add<LedgerEntry, StoredLedgerEntry>("run.ledger-entry.v1", ToStored, FromStored)
        .Add<PendingAnswer, StoredPendingAnswer>(
            "run.answer.v1",
            answer => new StoredPendingAnswer(answer.Run.Value, answer.Session.Value, answer.Text),
            answer => new PendingAnswer(RunOf(answer.Run), SessionOf(answer.Session), answer.Text));

    public static IReadOnlyList<StoredContent> ToStored(ImmutableArray<MessageContent> content) => [.. content.Select(static part => part switch
    {
        MessageContent.Text text => new StoredContent("text", text.Value, null, null, null, null, null),
        MessageContent.Thinking thinking => new StoredContent("thinking", thinking.Value, null, null, null, null, null),
        MessageContent.Image image => new StoredContent("image", null, image.MimeType, image.Data.ToArray(), null, null, null),
        MessageContent.ToolCall call => new StoredContent("toolCall", null, null, null, call.Id, call.Name, call.ArgumentsJson),
        _ => throw new JsonException($"Content of type {part.GetType().Name} has no form on disk."),
    })];

    public static ImmutableArray<MessageContent> FromStored(IReadOnlyList<StoredContent> content) => [.. content.Select(static part => part.Type switch
    {
        "text" => new MessageContent.Text(part.Text ?? ""),
        "thinking" => new MessageContent.Thinking(part.Text ?? ""),
        "image" => new MessageContent.Image(part.MimeType ?? "application/octet-stream", part.Data),
        "toolCall" => (MessageContent)new MessageContent.ToolCall(part.Id ?? "", part.Name ?? "", part.Arguments ?? "{}"),
        _ => throw Unknown("content", part.Type),
    })];

    public static StoredUsage ToStored(ModelUsage usage) => new(usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite);

    public static ModelUsage FromStored(StoredUsage? usage) =>
        usage is null ? ModelUsage.None : new(usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite);

    public static StoredRunSpec ToStored(RunSpec spec) => new(
        ToStored(spec.Input), spec.Origin.ToString(), spec.Timeout == Timeout.InfiniteTimeSpan ? -1 : (long)spec.Timeout.TotalMilliseconds, spec.Lane, spec.Model, spec.ExtraSystemPrompt,
        spec.Queue == QueueMode.Followup ? null : spec.Queue.ToString(), spec.KeyOfVersion3,
        spec.Thinking?.ToString(), spec.ClientTools.IsEmpty ? null : [.. spec.ClientTools.Select(static tool => new StoredTool(tool.Name, tool.Description, tool.ParametersSchemaJson))],
        spec.AnswerTo is { } to ? new StoredAnswerTo(to.Session.Value, to.Run.Value, to.Label) : null);

    public static RunSpec FromStored(StoredRunSpec spec) => new(
        FromStored(spec.Input), Name<RunOrigin>(spec.Origin), spec.TimeoutMs < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(spec.TimeoutMs))
    {
        Lane = spec.Lane,
        Model = spec.Model,
        ExtraSystemPrompt = spec.ExtraSystemPrompt,
        Queue = spec.Queue is null ? QueueMode.Followup : Name<QueueMode>(spec.Queue),
        KeyOfVersion3 = spec.KeyOfVersion3,
        Thinking = spec.Thinking is null ? null : Name<ThinkingEffort>(spec.Thinking),
        ClientTools = [.. (spec.ClientTools ?? []).Select(static tool => new ModelTool(tool.Name, tool.Description, tool.Parameters))],
        AnswerTo = spec.AnswerTo is { } to ? new AnswerTo(SessionOf(to.Session), RunOf(to.Run), to.Label) : null,
    };

    public static StoredOutcome ToStored(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed completed => new("completed", completed.Reason.ToString(), null, null, null, null),
        RunOutcome.Failed failed => new("failed", null, failed.Kind.ToString(), failed.Message, (long?)failed.RetryAfter?.TotalMilliseconds, null),
        RunOutcome.Aborted aborted => new("aborted", aborted.Reason, null, null, null, null),
        RunOutcome.TimedOut timedOut => new("timedOut", null, null, null, null, (long)timedOut.Limit.TotalMilliseconds),
        _ => throw new JsonException($"An outcome of type {outcome.GetType().Name} has no form on disk."),
    };

    public static RunOutcome FromStored(StoredOutcome outcome) => outcome.Kind switch
    {
        "completed" => new RunOutcome.Completed(Name<StopReason>(outcome.Reason)),
        "failed" => new RunOutcome.Failed(
            Name<ModelErrorKind>(outcome.Error), outcome.Message ?? "", outcome.RetryAfterMs is { } after ? TimeSpan.FromMilliseconds(after) : null),
        "aborted" => new RunOutcome.Aborted(outcome.Reason ?? ""),
        "timedOut" => new RunOutcome.TimedOut(TimeSpan.FromMilliseconds(outcome.LimitMs ?? 0)),
        _ => throw Unknown("outcome", outcome.Kind),
    };

    public static string? ToStored(ModelRef? model) => model?.ToString();

    public static ModelRef? ModelOf(string? text) => text is null ? null : ModelRef.TryParse(text, out var model) ? model : throw Unknown("model", text);

    public static RunId RunOf(string text) => RunId.TryParse(text, out var run) ? run : throw Unknown("run", text);

    public static SessionKey SessionOf(string text) => SessionKey.TryParse(text, AgentId.Main, out var key) ? key : throw Unknown("session key", text);

    /// <summary>The value of an enumeration that is called so; numbers are no names.</summary>
    public static T Name<T>(string? name) where T : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<T>(name, out var value) ? value : throw Unknown(typeof(T).Name, name);

    public static JsonException Unknown(string what, string? name) => new($"The journal names a {what} '{name}' that this version does not know.");

    private static StoredLedgerEntry ToStored(LedgerEntry entry) => new(
        entry.Run.Value, entry.Session.Value, entry.AcceptedAt, entry.EndedAt, entry.Report is null ? null : ToStored(entry.Report));

    private static LedgerEntry FromStored(StoredLedgerEntry entry) => new(
        RunOf(entry.Run), SessionOf(entry.Session), entry.AcceptedAt, entry.EndedAt, entry.Report is null ? null : FromStored(entry.Report));

    private static StoredReport ToStored(RunReport report) => new(
        ToStored(report.Outcome),
        report.Text,
        report.Thinking.Length == 0 ? null : report.Thinking,
        report.SessionId,
        report.StartedAt,
        ToStored(report.Usage),
        ToStored(report.Model),
        report.Api.Length == 0 ? null : report.Api,
        report.ResponseId,
        report.ClientCalls.IsEmpty ? null : ToStored([.. report.ClientCalls]),
        report.Pictures.IsEmpty ? null : ToStored([.. report.Pictures]));

    private static RunReport FromStored(StoredReport report) => new(FromStored(report.Outcome), report.Text)
    {
        Thinking = report.Thinking ?? "",
        SessionId = report.SessionId,
        StartedAt = report.StartedAt,
        Usage = FromStored(report.Usage),
        Model = ModelOf(report.Model),
        Api = report.Api ?? "",
        ResponseId = report.ResponseId,
        ClientCalls = [.. FromStored(report.ClientCalls ?? []).OfType<MessageContent.ToolCall>()],
        Pictures = [.. FromStored(report.Pictures ?? []).OfType<MessageContent.Image>()],
    };
}
