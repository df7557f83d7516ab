namespace OpenClaw.Domain.AgentRuns;

/// <summary>What becomes of an input that comes while its session's run goes (<c>messages.queue.mode</c>).</summary>
public enum QueueMode
{
    /// <summary>It waits, and gets a run and an answer of its own.</summary>
    Followup,

    /// <summary>All that wait are answered together by one run.</summary>
    Collect,

    /// <summary>The run that goes is told after its next tool call; one that makes none is followed up.</summary>
    Steer,

    /// <summary>As <see cref="Steer"/>: what could not be told to the run that goes is never lost, but follows it.</summary>
    SteerBacklog,

    /// <summary>It ends the run that goes, and those that wait.</summary>
    Interrupt,
}

/// <summary>What becomes of inputs beyond the cap (<c>messages.queue.drop</c>).</summary>
public enum QueueDrop
{
    /// <summary>None is dropped: of the oldest that are collected the model sees one line each, and those that wait for their own answer wait on.</summary>
    Summarize,

    /// <summary>The oldest that waits ends without an answer.</summary>
    Old,

    /// <summary>The new one is refused.</summary>
    New,
}

/// <summary>How inputs that come during a run are treated.</summary>
/// <param name="Debounce">Quiet that is waited for before collected inputs are answered.</param>
/// <param name="Cap">Inputs that wait before <paramref name="Drop"/> applies.</param>
/// <param name="Drop">What becomes of those beyond the cap.</param>
public sealed record QueueLimits(TimeSpan Debounce, int Cap, QueueDrop Drop = QueueDrop.Summarize)
{
    /// <summary>One second, 20, none dropped.</summary>
    public static QueueLimits Default { get; } = new(TimeSpan.FromSeconds(1), 20);
}
