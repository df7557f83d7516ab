namespace OpenClaw.Domain.AgentRuns;

/// <summary>Where the outcome of a run is told besides to its caller: it becomes an input of another session.</summary>
/// <param name="Session">Who is told.</param>
/// <param name="Run">Id of the run that tells it there.</param>
/// <param name="Label">What the run is called there.</param>
public sealed record AnswerTo(Sessions.SessionKey Session, RunId Run, string Label);
