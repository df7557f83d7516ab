using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Sessions;

// Outcomes of runs that another session is told. They stand in the index until that session has accepted them, so they arrive once, whatever stops in between.
public sealed partial class SessionsActor
{
    private static readonly TimeSpan s_bringAgain = TimeSpan.FromSeconds(10);

    private readonly Dictionary<RunId, PendingAnswer> _answers = [];

    private void ReceiveAnswers()
    {
        Receive<SessionsProtocol.AnswerDue>(due => Bring(due.Answer));
        Receive<AnswerLate>(late => Bring(late.Answer));
    }

    private void Bring(PendingAnswer answer)
    {
        if (_ledger.FindResent(answer.Run, Now) is not null)
        {
            return;
        }

        _answers[answer.Run] = answer;
        if (_ledger.IsFull)
        {
            BringLater(answer.Run);
            return;
        }

        _ledger = _ledger.Accept(answer.Run, answer.Session, Now);
        var spec = new RunSpec([new MessageContent.Text(answer.Text)], RunOrigin.Agent, _services.Options.DefaultTimeout);
        Deliver(answer.Session, new SessionProtocol.StartRun(answer.Run, spec, new ReplyTo(ActorRefs.Nobody, "answer")) { IsAnswer = true });
    }

    /// <summary>Its session did not take it: it is down, or too much waits there.</summary>
    private void BringLater(RunId run)
    {
        if (_answers.TryGetValue(run, out var answer))
        {
            Timers.StartSingleTimer(answer, new AnswerLate(answer), s_bringAgain);
        }
    }

    private sealed record AnswerLate(PendingAnswer Answer);
}
