using Akka.Event;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>Between the callers of runs that are no sockets, and <see cref="RunCallsActor"/> with its children.</summary>
public static class RunCallProtocol
{
    /// <summary>Begins a call; answered with <see cref="Started"/> or <see cref="RunStep.Refused"/>.</summary>
    /// <param name="Key">The session.</param>
    /// <param name="Run">The run's id; one that is known already is followed and not started again.</param>
    /// <param name="Spec">What it is asked to do.</param>
    public sealed record Start(SessionKey Key, RunId Run, RunSpec Spec);

    /// <summary>The call has an actor.</summary>
    /// <param name="Call">Takes <see cref="Next"/> and <see cref="Leave"/>.</param>
    public sealed record Started(Akka.Actor.IActorRef Call);

    /// <summary>Asks for what happens next; answered with a <see cref="RunStep"/>. One question at a time.</summary>
    /// <param name="Patience">After this long without news the answer is <see cref="RunStep.Quiet"/>.</param>
    public sealed record Next(TimeSpan Patience);

    /// <summary>The caller is gone.</summary>
    /// <param name="Abort">Whether the run ends, too.</param>
    public sealed record Leave(bool Abort) : IDeadLetterSuppression;
}
