using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Pairing;

/// <summary>What is said to commands of <see cref="PairingActor"/> while its store cannot be read: no, for now.</summary>
internal static class PairingRefusal
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Answers a command.</summary>
    public static void Answer(object command, IActorRef sender)
    {
        var refusal = ConnectRefusal.StoreUnreadable(s_retryAfter);
        switch (command)
        {
            case PairingProtocol.Admit:
                sender.Tell(new ConnectRefused(refusal, [], FailedAuthLimiter.Empty));
                break;
            case PairingProtocol.AuthorizeHttp:
                sender.Tell(new HttpRefused(503, "UNAVAILABLE", refusal.Message, s_retryAfter, FailedAuthLimiter.Empty));
                break;
            case IMethodRequest request:
                request.ReplyTo.Fail(new ProtocolError(ErrorCodes.Unavailable, refusal.Message, Retryable: true, RetryAfterMs: (int)s_retryAfter.TotalMilliseconds));
                break;
        }
    }
}
