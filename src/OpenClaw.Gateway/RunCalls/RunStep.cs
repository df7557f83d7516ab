using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>What a caller learns of its run, in order: accepted, more and more text, one end.</summary>
public abstract record RunStep
{
    private RunStep()
    {
    }

    /// <summary>The run is accepted, and kept. Missing when the run was known already and has ended.</summary>
    public sealed record Accepted : RunStep
    {
        /// <summary>The one instance.</summary>
        public static readonly Accepted Instance = new();
    }

    /// <summary>More of the answer.</summary>
    public sealed record Said(string Text) : RunStep;

    /// <summary>Nothing happened for as long as the caller wanted to wait.</summary>
    public sealed record Quiet : RunStep
    {
        /// <summary>The one instance.</summary>
        public static readonly Quiet Instance = new();
    }

    /// <summary>The run ended. The last step.</summary>
    /// <param name="End">How.</param>
    public sealed record Ended(RunEnd End) : RunStep;

    /// <summary>The run was refused, or gave up in time-out. The last step.</summary>
    public sealed record Refused(ProtocolError Error) : RunStep;
}

/// <summary>How a run ended, for its caller.</summary>
/// <param name="IsOk">Whether the model finished its answer.</param>
/// <param name="Text">The whole answer, or what there is of it.</param>
/// <param name="Error">What went wrong, in words for the user; null when nothing did.</param>
/// <param name="IsAborted">Whether somebody ended it.</param>
/// <param name="StopReason">As in transcripts: <c>stop</c>, <c>length</c>, <c>error</c>, ...</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Model">The model that answered, when one was called.</param>
public sealed record RunEnd(bool IsOk, string Text, string? Error, bool IsAborted, string? StopReason, ModelUsage Usage, ModelRef? Model)
{
    /// <summary>Calls of the caller's own tools, for it to carry out.</summary>
    public ImmutableArray<MessageContent.ToolCall> ClientCalls { get; init; } = [];

    /// <summary>What failed, when the run did by itself.</summary>
    public RunFailure? Failure { get; init; }

    /// <summary>Pictures that the model made.</summary>
    public ImmutableArray<MessageContent.Image> Pictures { get; init; } = [];
}
