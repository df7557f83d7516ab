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

/// <summary>How inputs that come during a run are treated.</summary>
/// <param name="Debounce">Quiet that is waited for before collected inputs are answered.</param>
/// <param name="Cap">Collected inputs that are shown to the model whole; of older ones it sees one line.</param>
public sealed record QueueLimits(TimeSpan Debounce, int Cap)
{
    /// <summary>One second, 20.</summary>
    public static QueueLimits Default { get; } = new(TimeSpan.FromSeconds(1), 20);
}
