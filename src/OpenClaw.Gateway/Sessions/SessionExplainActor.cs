using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Answers one <c>sessions.explain</c>: asks the session's actor for a sign of life, through its own mailbox, and puts into words what is known.</summary>
/// <remarks>Parent: <see cref="SessionsActor"/>, stop on failure. Stops after its answer.</remarks>
internal sealed class SessionExplainActor : ReceiveActor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly SessionFacts _facts;
    private readonly IActorRef? _session;
    private readonly ReplyTo _replyTo;
    private readonly TimeProvider _time;
    private readonly long _asked;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(SessionFacts facts, IActorRef? session, ReplyTo replyTo, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new SessionExplainActor(facts, session, replyTo, time));

    /// <summary>Asks when it starts.</summary>
    public SessionExplainActor(SessionFacts facts, IActorRef? session, ReplyTo replyTo, TimeProvider time)
    {
        _facts = facts;
        _session = session;
        _replyTo = replyTo;
        _time = time;
        _asked = time.GetTimestamp();
        Receive<SessionProtocol.Condition>(condition => Answer(_facts with { AnsweredIn = _time.GetElapsedTime(_asked), Condition = condition }));
        Receive<ReceiveTimeout>(_ => Answer(_facts));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_session is null)
        {
            Answer(_facts);
            return;
        }

        _session.Tell(SessionProtocol.GetCondition.Instance);
        Context.SetReceiveTimeout(s_patience);
    }

    private void Answer(SessionFacts facts)
    {
        _replyTo.Succeed(Payload.Encode(SessionExplanation.Of(facts, _time.GetUtcNow()), ProtocolJson.Default.SessionsExplainResult));
        Context.Stop(Self);
    }
}
