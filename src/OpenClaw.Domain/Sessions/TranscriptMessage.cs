using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>One message of a session's transcript.</summary>
/// <param name="Id">Unique; clients key their rows by it.</param>
/// <param name="Timestamp">When it was said.</param>
/// <param name="Run">The run that it belongs to.</param>
public abstract record TranscriptMessage(string Id, DateTimeOffset Timestamp, RunId? Run)
{
    /// <summary>Its parts, in order.</summary>
    public abstract ImmutableArray<MessageContent> Content { get; init; }

    /// <summary>What a user said.</summary>
    public sealed record User(string Id, DateTimeOffset Timestamp, RunId? Run, ImmutableArray<MessageContent> Content) : TranscriptMessage(Id, Timestamp, Run);

    /// <summary>What a model, or the gateway in its place, answered.</summary>
    /// <param name="Id">Unique.</param>
    /// <param name="Timestamp">When the answer ended.</param>
    /// <param name="Run">The run that it belongs to.</param>
    /// <param name="Content">Thinking, text, pictures and tool calls in order.</param>
    /// <param name="Api">The dialect that the model was called in.</param>
    /// <param name="Model">The model; <see cref="Injected"/> for a note of the gateway.</param>
    /// <param name="Usage">Tokens used.</param>
    /// <param name="StopReason">Why it ended.</param>
    public sealed record Assistant(
        string Id,
        DateTimeOffset Timestamp,
        RunId? Run,
        ImmutableArray<MessageContent> Content,
        string Api,
        ModelRef Model,
        ModelUsage Usage,
        StopReason StopReason) : TranscriptMessage(Id, Timestamp, Run)
    {
        /// <summary>What stands for a model in messages that no model wrote.</summary>
        public static ModelRef Injected { get; } = new("openclaw", "gateway-injected");

        /// <summary>Why the run failed, for <see cref="StopReason.Error"/>.</summary>
        public string? ErrorMessage { get; init; }

        /// <summary>The provider's id of the answer.</summary>
        public string? ResponseId { get; init; }
    }

    /// <summary>What a tool answered.</summary>
    public sealed record ToolResult(
        string Id, DateTimeOffset Timestamp, RunId? Run, string ToolCallId, string ToolName, ImmutableArray<MessageContent> Content, bool IsError)
        : TranscriptMessage(Id, Timestamp, Run);

    /// <summary>Its text in one string, without thinking and tool calls.</summary>
    public string Text => this switch
    {
        User user => new ModelMessage(ModelRole.User, user.Content).JoinText(),
        Assistant assistant => new ModelMessage(ModelRole.Assistant, assistant.Content).JoinText(),
        ToolResult result => new ModelMessage(ModelRole.Tool, result.Content).JoinText(),
        _ => "",
    };

    /// <summary>What a model is told of it, or null when it is told nothing.</summary>
    public ModelMessage? ToModelMessage() => this switch
    {
        User user => new ModelMessage(ModelRole.User, user.Content),
        ToolResult result => new ModelMessage(ModelRole.Tool, result.Content, result.ToolCallId),
        // Reasoning is not sent back, and an answer that never came is no part of the conversation.
        Assistant assistant when assistant.Content.Any(static part => part is MessageContent.Text { Value.Length: > 0 } or MessageContent.Image or MessageContent.ToolCall) =>
            new ModelMessage(ModelRole.Assistant, [.. assistant.Content.Where(static part => part is not MessageContent.Thinking)]),
        _ => null,
    };
}
