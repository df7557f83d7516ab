using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Pairing;

/// <summary>Answers the commands of <see cref="PairingActor"/> while its store cannot be read: what needs no device is decided all the same, the rest is refused for now.</summary>
/// <remarks>
/// Whoever has the shared secret gets in, so that an operator can see what is wrong. Failed attempts are counted anew in that time. Used by one actor.
/// </remarks>
/// <param name="policy">Read anew for each decision.</param>
internal sealed class PairingStandIn(Func<AccessPolicy> policy)
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    private FailedAuthLimiter _limiter = FailedAuthLimiter.Empty;

    /// <summary>Answers a command.</summary>
    public void Answer(object command, IActorRef sender)
    {
        var refusal = ConnectRefusal.StoreUnreadable(s_retryAfter);
        switch (command)
        {
            case PairingProtocol.Admit { Attempt: { Verdict: null } attempt }:
                var decision = ConnectDecider.Decide(attempt, policy(), PairingState.Empty, _limiter);
                _limiter = decision.Limiter;
                sender.Tell(decision);
                break;
            case PairingProtocol.Admit:
                sender.Tell(new ConnectRefused(refusal, [], FailedAuthLimiter.Empty));
                break;
            case PairingProtocol.AuthorizeHttp authorize:
                var door = HttpAccess.Decide(authorize.Attempt, policy(), _limiter);
                _limiter = door.Limiter;
                sender.Tell(door);
                break;
            case IMethodRequest request:
                request.ReplyTo.Fail(new ProtocolError(ErrorCodes.Unavailable, refusal.Message, Retryable: true, RetryAfterMs: (int)s_retryAfter.TotalMilliseconds));
                break;
        }
    }
}
