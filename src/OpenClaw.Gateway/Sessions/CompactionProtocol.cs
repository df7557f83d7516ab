using Akka.Event;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Between a session and the actor that summarises it.</summary>
internal static class CompactionProtocol
{
    /// <summary>What is to be summarised.</summary>
    /// <param name="Key">The session.</param>
    /// <param name="Plan">Which part of it.</param>
    /// <param name="Models">Who writes the summary.</param>
    /// <param name="Instructions">What it is to look after; null for nothing particular.</param>
    public sealed record Setup(SessionKey Key, CompactionPlan Plan, ModelSelection Models, string? Instructions);

    /// <summary>It is over.</summary>
    /// <param name="Plan">What was to be summarised.</param>
    /// <param name="Summary">The summary; null when there is none.</param>
    /// <param name="Model">Who wrote it.</param>
    /// <param name="Usage">What it took, also in vain.</param>
    /// <param name="Problem">Why there is none, in words for people.</param>
    public sealed record Finished(CompactionPlan Plan, string? Summary, ModelRef? Model, ModelUsage Usage, string? Problem) : IDeadLetterSuppression;
}
