using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>The outcome of a run on its way to another session: a row of the index.</summary>
/// <remarks>
/// It is written in the transaction of the run's end and deleted in that of its acceptance by the other session, so that it arrives exactly once, whatever stops in between.
/// </remarks>
/// <param name="Run">Id of the run that tells it; the row's key.</param>
/// <param name="Session">Who is told.</param>
/// <param name="Text">What it says.</param>
public sealed record PendingAnswer(RunId Run, SessionKey Session, string Text)
{
    /// <summary>Name of the index's collection.</summary>
    public const string Collection = "answer";

    /// <summary>Characters of an outcome that are told at most.</summary>
    public const int MaxChars = 20_000;

    /// <summary>What a run that ended tells.</summary>
    public static PendingAnswer Of(AnswerTo to, RunReport report)
    {
        var (state, said) = report.Outcome.IsOk ? ("has finished", report.Text) : ("failed", report.Outcome.ErrorMessage ?? "it was ended");
        return new PendingAnswer(to.Run, to.Session, $"[{to.Label} {state}]\n{(said.Length <= MaxChars ? said : $"{ShortText.Of(said, MaxChars)} [cut]")}");
    }
}
