namespace OpenClaw.Domain.AgentRuns;

/// <summary>Why a model, or the run around it, stopped writing.</summary>
public enum StopReason
{
    /// <summary>The answer is complete.</summary>
    Stop,

    /// <summary>The provider's or the request's token limit cut the answer.</summary>
    Length,

    /// <summary>The model asks for tools to be called.</summary>
    ToolUse,

    /// <summary>The provider refused to go on.</summary>
    Refusal,

    /// <summary>Somebody aborted the run.</summary>
    Aborted,

    /// <summary>The run failed.</summary>
    Error,
}
