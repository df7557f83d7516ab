namespace OpenClaw.Domain.AgentRuns;

/// <summary>What happened in a live run. Each is told to the clients; <see cref="Ended"/> comes exactly once, and last.</summary>
/// <param name="Seq">Its number in the run, from 1.</param>
/// <param name="At">When it happened.</param>
public abstract record RunEvent(long Seq, DateTimeOffset At)
{
    /// <summary>The run began.</summary>
    public sealed record Began(long Seq, DateTimeOffset At) : RunEvent(Seq, At);

    /// <summary>A model was chosen; again when a fallback takes over.</summary>
    public sealed record ModelSelected(long Seq, DateTimeOffset At, ModelRef Model) : RunEvent(Seq, At);

    /// <summary>The model said more; the text itself is the output's, which grows too fast to be copied into events.</summary>
    public sealed record Spoke(long Seq, DateTimeOffset At) : RunEvent(Seq, At);

    /// <summary>The provider counted tokens.</summary>
    public sealed record Counted(long Seq, DateTimeOffset At, ModelUsage Usage) : RunEvent(Seq, At);

    /// <summary>A tool was called, went on or answered.</summary>
    public sealed record Acted(long Seq, DateTimeOffset At) : RunEvent(Seq, At);

    /// <summary>The run ended.</summary>
    public sealed record Ended(long Seq, DateTimeOffset At, RunOutcome Outcome, string? ResponseId = null) : RunEvent(Seq, At);
}
