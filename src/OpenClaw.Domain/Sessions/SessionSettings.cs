namespace OpenClaw.Domain.Sessions;

/// <summary>What can be set on a session; null where the agent's own setting applies.</summary>
public sealed record SessionSettings
{
    /// <summary>Nothing set.</summary>
    public static SessionSettings None { get; } = new();

    /// <summary>A name for people.</summary>
    public string? Label { get; init; }

    /// <summary>The model, as <c>provider/model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>How much the model thinks.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>How much of its work is shown.</summary>
    public string? VerboseLevel { get; init; }

    /// <summary>Whether reasoning is shown.</summary>
    public string? ReasoningLevel { get; init; }

    /// <summary>Whether answers may be sent to channels: <c>allow</c> or <c>deny</c>.</summary>
    public string? SendPolicy { get; init; }
}
