using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>How a run ended. A run has exactly one outcome.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>The model finished its answer.</summary>
    public sealed record Completed(StopReason Reason) : RunOutcome;

    /// <summary>The run failed; the session stays usable.</summary>
    /// <param name="Kind">What failed.</param>
    /// <param name="Message">Text for the user, without secrets.</param>
    /// <param name="RetryAfter">How long to wait before another try, when known.</param>
    public sealed record Failed(ModelErrorKind Kind, string Message, TimeSpan? RetryAfter = null) : RunOutcome;

    /// <summary>Somebody ended it.</summary>
    /// <param name="Reason"><c>rpc</c> (a client), <c>stop</c> (a word in the chat), <c>reset</c>, <c>deleted</c> or <c>shutdown</c>.</param>
    public sealed record Aborted(string Reason) : RunOutcome;

    /// <summary>It took longer than its limit.</summary>
    public sealed record TimedOut(TimeSpan Limit) : RunOutcome;

    /// <summary>Whether the caller got what it asked for.</summary>
    public bool IsOk => this is Completed;

    /// <summary>What a failed run tells its user; null for a completed or aborted one.</summary>
    public string? ErrorMessage => this switch
    {
        Failed failed => failed.Message,
        TimedOut timedOut => $"The run took longer than its limit of {timedOut.Limit.TotalSeconds:0.###} s and was ended.",
        _ => null,
    };
}

/// <summary>What a run leaves behind when it ends.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">The whole answer, or the part that came before the end.</param>
public sealed record RunReport(RunOutcome Outcome, string Text)
{
    /// <summary>A run that ended before a model was called.</summary>
    public static RunReport Without(RunOutcome outcome) => new(outcome, "");

    /// <summary>The part of the answer that is not in the transcript yet: what came after the last tool call.</summary>
    public string LastText { get => field ?? Text; init; }

    /// <summary>Pictures that the model made, all of the run's.</summary>
    public ImmutableArray<MessageContent.Image> Pictures { get; init; } = [];

    /// <summary>Those of them that are not in the transcript yet: what came after the last tool call.</summary>
    public ImmutableArray<MessageContent.Image> LastPictures { get; init; } = [];

    /// <summary>What is left to be remembered of it once its end stands in the transcript: what answers to callers are made of.</summary>
    public RunReport ToRemember() => this with { Thinking = "", LastText = Text, LastPictures = [] };

    /// <summary>Characters and bytes that it takes to remember it.</summary>
    public long RetainedSize => Text.Length + Pictures.Sum(static picture => (long)picture.Data.Length) + ClientCalls.Sum(static call => (long)call.ArgumentsJson.Length);

    /// <summary>Tokens of the last model call; null when there was but one.</summary>
    public ModelUsage? LastUsage { get; init; }

    /// <summary>Calls of <see cref="RunSpec.ClientTools"/> that the run ended with, for its caller to carry out.</summary>
    public ImmutableArray<MessageContent.ToolCall> ClientCalls { get; init; } = [];

    /// <summary>Names the conversation that it ran in.</summary>
    public string? SessionId { get; init; }

    /// <summary>When it began; null when it ended before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Visible reasoning, when there was any.</summary>
    public string Thinking { get; init; } = "";

    /// <summary>Tokens used.</summary>
    public ModelUsage Usage { get; init; } = ModelUsage.None;

    /// <summary>The model that answered.</summary>
    public ModelRef? Model { get; init; }

    /// <summary>The dialect that the model was called in.</summary>
    public string Api { get; init; } = "";

    /// <summary>The provider's id of the answer.</summary>
    public string? ResponseId { get; init; }
}
