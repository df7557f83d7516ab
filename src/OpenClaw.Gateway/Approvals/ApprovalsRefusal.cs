using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Approvals;

/// <summary>What is said to commands of <see cref="ApprovalsActor"/> while its store cannot be read: nothing is allowed, and a client may ask again.</summary>
internal static class ApprovalsRefusal
{
    private const string Unreadable = "the approvals cannot be read at the moment (is the database away?)";

    /// <summary>Answers a command.</summary>
    public static void Answer(object command, IActorRef sender)
    {
        switch (command)
        {
            case ApprovalsProtocol.Ask ask:
                sender.Tell(new ApprovalsProtocol.Decided(ask.Id, null));
                break;
            case ApprovalsProtocol.Spend:
                sender.Tell(new ApprovalsProtocol.SpendAnswer(Unreadable));
                break;
            case ApprovalsProtocol.GetAgent:
                // There is no answer that is safe for every policy, so the tool that asks fails.
                sender.Tell(new Status.Failure(new IOException(Unreadable)));
                break;
            case IMethodRequest request:
                request.ReplyTo.Fail(ProtocolError.Unavailable(Unreadable, retryable: true, retryAfterMs: 2000));
                break;
        }
    }
}
