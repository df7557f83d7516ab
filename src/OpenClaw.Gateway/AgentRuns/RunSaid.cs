using Akka.Event;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>What a run's <c>agent</c> event adds to its answer, for followers inside the gateway; see <see cref="Broadcast.BroadcastProtocol.FollowRun"/>.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Text">What is new since the last one; whole characters.</param>
public sealed record RunSaid(RunId Run, string Text) : IDeadLetterSuppression;
