using Akka.Actor;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>A message that is a client's request: somebody waits for its answer.</summary>
public interface IMethodRequest
{
    /// <summary>Where its answer goes.</summary>
    ReplyTo ReplyTo { get; }
}

/// <summary>An actor that serves requests. One whose handler fails is answered, and the failure then supervised.</summary>
/// <remarks>Without that a client would learn of a bug by its own time-out. If the handler had answered before it failed, that counts: a second answer is dropped.</remarks>
public abstract class ServingActor : ReceiveActor
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
