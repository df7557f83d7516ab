namespace OpenClaw.Domain.AgentRuns;

/// <summary>Decides what happens in a live run. Whatever comes late, twice or out of place changes nothing: null means "nothing happened".</summary>
public static class RunDecider
{
    /// <summary>The run begins.</summary>
    public static RunEvent.Began? Begin(RunState state, DateTimeOffset at) =>
        state.Phase == RunPhase.Waiting ? new RunEvent.Began(state.Seq + 1, at) : null;

    /// <summary>A model was chosen.</summary>
    public static RunEvent.ModelSelected? SelectModel(RunState state, ModelRef model, DateTimeOffset at) =>
        state.Phase == RunPhase.Running && state.Model != model ? new RunEvent.ModelSelected(state.Seq + 1, at, model) : null;

    /// <summary>The model's output grew and is about to be shown.</summary>
    public static RunEvent.Spoke? Speak(RunState state, DateTimeOffset at) =>
        state.Phase == RunPhase.Running ? new RunEvent.Spoke(state.Seq + 1, at) : null;

    /// <summary>A tool was called, went on or answered.</summary>
    public static RunEvent.Acted? Act(RunState state, DateTimeOffset at) =>
        state.Phase == RunPhase.Running ? new RunEvent.Acted(state.Seq + 1, at) : null;

    /// <summary>The provider counted tokens.</summary>
    public static RunEvent.Counted? Count(RunState state, ModelUsage usage, DateTimeOffset at) =>
        state.Phase == RunPhase.Running ? new RunEvent.Counted(state.Seq + 1, at, usage) : null;

    /// <summary>The model finished, failed, was aborted or ran out of time: the first of them is the outcome.</summary>
    public static RunEvent.Ended? End(RunState state, RunOutcome outcome, DateTimeOffset at, string? responseId = null) =>
        state.Phase == RunPhase.Ended ? null : new RunEvent.Ended(state.Seq + 1, at, outcome, responseId);
}
