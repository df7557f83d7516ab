namespace OpenClaw.Domain.AgentRuns;

/// <summary>Where a live run stands.</summary>
public enum RunPhase
{
    /// <summary>Accepted and not begun.</summary>
    Waiting,

    /// <summary>A model is, or will be, called.</summary>
    Running,

    /// <summary>It has its outcome; nothing follows.</summary>
    Ended,
}

/// <summary>The state of one live run: a fold of its events.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Seq">Number of the last event; events of a run are numbered 1, 2, 3 ...</param>
/// <param name="Model">The model in use.</param>
/// <param name="Usage">Tokens used so far.</param>
/// <param name="ResponseId">The provider's id of the answer.</param>
/// <param name="Outcome">Set when <see cref="Phase"/> is <see cref="RunPhase.Ended"/>.</param>
public sealed record RunState(RunPhase Phase, long Seq, ModelRef? Model, ModelUsage Usage, string? ResponseId, RunOutcome? Outcome)
{
    /// <summary>Before the first event.</summary>
    public static RunState Initial { get; } = new(RunPhase.Waiting, 0, null, ModelUsage.None, null, null);

    // More events than any run tells between two restarts.
    private const long SeqsPerLife = 1_000_000;

    /// <summary>
    /// Before the first event of a run that goes on after a restart: its numbers begin far above those of its earlier life, which were not kept, so that
    /// they still rise.
    /// </summary>
    /// <param name="life">0 for a run's first life.</param>
    /// <param name="used">Tokens that it used before.</param>
    public static RunState Resumed(int life, ModelUsage used) => Initial with { Seq = life * SeqsPerLife, Usage = used };

    /// <summary>Whether the run has its outcome.</summary>
    public bool IsEnded => Phase == RunPhase.Ended;

    /// <summary>The state after an event.</summary>
    public RunState Apply(RunEvent @event) => @event switch
    {
        RunEvent.Began began => this with { Phase = RunPhase.Running, Seq = began.Seq },
        RunEvent.ModelSelected selected => this with { Model = selected.Model, Seq = selected.Seq },
        RunEvent.Spoke spoke => this with { Seq = spoke.Seq },
        RunEvent.Acted acted => this with { Seq = acted.Seq },
        RunEvent.Counted counted => this with { Usage = Usage.Plus(counted.Usage), Seq = counted.Seq },
        RunEvent.Ended ended => this with { Phase = RunPhase.Ended, Outcome = ended.Outcome, ResponseId = ended.ResponseId, Seq = ended.Seq },
        _ => this,
    };
}
