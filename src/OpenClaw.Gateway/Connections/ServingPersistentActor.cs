using Akka.Actor;
using Akka.Persistence;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>As <see cref="ServingActor"/>, for an actor that persists. What waits for the journal is answered by the actor itself.</summary>
public abstract class ServingPersistentActor : ReceivePersistentActor
{
    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        try
        {
            return base.AroundReceive(receive, message);
        }
        catch when (message is IMethodRequest request)
        {
            request.ReplyTo.Fail(ProtocolError.Internal());
            throw;
        }
    }
}
