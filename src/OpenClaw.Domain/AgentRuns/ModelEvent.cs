namespace OpenClaw.Domain.AgentRuns;

/// <summary>What a model's stream says, in order. A stream ends with exactly one <see cref="Completed"/>, or throws <see cref="ModelException"/>.</summary>
public abstract record ModelEvent
{
    private ModelEvent()
    {
    }

    /// <summary>More of the answer.</summary>
    public sealed record TextDelta(string Text) : ModelEvent;

    /// <summary>More of the visible reasoning.</summary>
    public sealed record ThinkingDelta(string Text) : ModelEvent;

    /// <summary>A picture that the model made. Providers bound its size; one that cannot be read comes as text that says so.</summary>
    public sealed record Picture(MessageContent.Image Image) : ModelEvent;

    /// <summary>A whole request to call a tool: providers that stream its arguments collect them first.</summary>
    public sealed record ToolCall(MessageContent.ToolCall Call) : ModelEvent;

    /// <summary>Tokens used by this call; the last one counts.</summary>
    public sealed record Usage(ModelUsage Tokens) : ModelEvent;

    /// <summary>The stream's regular end.</summary>
    /// <param name="Reason">Why the model stopped.</param>
    /// <param name="ResponseId">The provider's id of the answer, for its support.</param>
    public sealed record Completed(StopReason Reason, string? ResponseId = null) : ModelEvent;
}
