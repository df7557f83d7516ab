using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>How runs are limited and shown.</summary>
public sealed record AgentRunOptions
{
    /// <summary>Longest run when neither request nor configuration says otherwise.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Longest run that a request may ask for; timers count no further than this safely.</summary>
    public TimeSpan MaxTimeout { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Runs that may wait in one session; more are refused as <c>UNAVAILABLE</c>, retryable.</summary>
    public int MaxWaitingPerSession { get; init; } = 1000;

    /// <summary>When a conversation has grown old, so that the next chat message begins a new one.</summary>
    public ResetPolicy Reset { get; init; } = ResetPolicy.Never;

    /// <summary>Longest time that a summary of a conversation may take.</summary>
    public TimeSpan CompactionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How inputs that come during a run are gathered.</summary>
    public QueueLimits Queue { get; init; } = QueueLimits.Default;

    /// <summary>Shortest time between two <c>agent</c> events with output. What arrives in between goes together.</summary>
    public TimeSpan AssistantInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Shortest time between two <c>chat</c> deltas; clients know 150 ms.</summary>
    public TimeSpan ChatInterval { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Both events carry all text so far, so a long answer sent often is quadratic. Each interval grows by the time in which this many bytes a
    /// second would have been sent, which bounds what one run can ask of the control plane.
    /// </summary>
    public long MaxOutputBytesPerSecond { get; init; } = 250_000;

    /// <summary>Runs at once, by lane.</summary>
    public LaneLimits Lanes { get; init; } = LaneLimits.For(Environment.ProcessorCount);

    /// <summary>How long resent requests and results are remembered.</summary>
    public LedgerLimits Ledger { get; init; } = LedgerLimits.Default;

    /// <summary>Waiters for results (<c>agent.wait</c> and repeated <c>agent</c>) at most.</summary>
    public int MaxWaiters { get; init; } = 10_000;

    /// <summary>Tool rounds of one run at most: a model that asks for tools again and again gets nowhere.</summary>
    public int MaxToolRounds { get; init; } = 100;

    /// <summary>Tool calls of one run that go at the same time.</summary>
    public int MaxParallelTools { get; init; } = 8;

    /// <summary>How failed model calls are repeated.</summary>
    public ModelRetry Retry { get; init; } = ModelRetry.Default;

    /// <summary>When a run goes on after the gateway stopped under it, and when it ends with an error instead.</summary>
    public ResumePolicy Resumes { get; init; } = ResumePolicy.Default;

    /// <summary>A session without work is put aside after this time; it is read back when somebody asks for it.</summary>
    public TimeSpan IdleSession { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Events of a session between two snapshots at least.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>Messages that wait for one session while it stops; more are refused.</summary>
    public int MaxBuffered { get; init; } = 1000;

    /// <summary>Shortest and longest wait before a session that failed is begun anew.</summary>
    public (TimeSpan Min, TimeSpan Max) SessionBackoff { get; init; } = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

    /// <summary>Longest time that a stop waits for the sessions to put their runs aside.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Dispatcher of session and run actors, so that the control plane never waits for them; a HOCON path.</summary>
    public string Dispatcher { get; init; } = "akka.actor.default-dispatcher";
}
