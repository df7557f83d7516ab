using Akka.Actor;
using OpenClaw.Gateway.Connections.Idempotency;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>Where the answer to a request goes. A value that may cross actors; answer with <see cref="Succeed"/> and the like, from any thread.</summary>
/// <param name="Connection">The connection's actor. Watch it to learn that nobody waits any more.</param>
/// <param name="RequestId">The request's id, chosen by the client.</param>
/// <param name="Outbound">The way out to the client; null where there is none, as in tests.</param>
/// <param name="Keyed">The call's idempotency key, whose owner passes the answer on to every request with that key; null without one.</param>
public readonly record struct ReplyTo(IActorRef Connection, string RequestId, IOutbound? Outbound = null, KeyedCall? Keyed = null)
{
    /// <summary>Sends an interim answer; a final one follows. It is on its way when this returns: no event that is published afterwards overtakes it.</summary>
    /// <param name="payloadJson">JSON; not written to afterwards.</param>
    public void Accept(ReadOnlyMemory<byte> payloadJson)
    {
        var isSent = TrySend(payloadJson);
        if (Keyed is null)
        {
            Connection.Tell(new MethodReply.Accepted(RequestId, payloadJson, isSent), ActorRefs.NoSender);
        }
        else
        {
            Keyed.Accept(payloadJson, isSent);
        }
    }

    /// <summary>Answers with a payload that is on its way when this returns, as <see cref="Accept"/> does. Only for a request that nobody else answers.</summary>
    /// <param name="payloadJson">JSON; not written to afterwards.</param>
    public void SucceedAtOnce(ReadOnlyMemory<byte> payloadJson) => Answer(new MethodReply.Completed(RequestId, payloadJson, IsSent: TrySend(payloadJson)));

    /// <summary>Answers with a payload.</summary>
    /// <param name="payloadJson">JSON; not written to afterwards.</param>
    public void Succeed(ReadOnlyMemory<byte> payloadJson) => Answer(new MethodReply.Completed(RequestId, payloadJson));

    /// <summary>Answers with an error.</summary>
    public void Fail(ProtocolError error) => Answer(new MethodReply.Failed(RequestId, error));

    private void Answer(MethodReply.IMethodReply reply)
    {
        if (Keyed is null)
        {
            Connection.Tell(reply, ActorRefs.NoSender);
        }
        else
        {
            Keyed.Answer(reply);
        }
    }

    private bool TrySend(ReadOnlyMemory<byte> payloadJson)
    {
        if (Outbound is null)
        {
            return false;
        }

        if (!Outbound.TryEnqueue(ResponseFrames.Success(RequestId, payloadJson)))
        {
            Connection.Tell(ConnectionProtocol.SlowConsumer.Instance, ActorRefs.NoSender);
        }

        return true;
    }
}

/// <summary>Answers to a request, told to the connection's actor. A reply to a request that is answered already is dropped.</summary>
public static class MethodReply
{
    /// <summary>Any answer.</summary>
    public interface IMethodReply
    {
        /// <summary>The request that it answers.</summary>
        string RequestId { get; }
    }

    /// <summary>The interim answer of a method that answers twice; the request stays open.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Payload">JSON.</param>
    /// <param name="IsSent">Whether the client has it already and only the connection's books are to be kept.</param>
    public sealed record Accepted(string RequestId, ReadOnlyMemory<byte> Payload, bool IsSent = false) : IMethodReply;

    /// <summary>The final answer.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Payload">JSON.</param>
    /// <param name="IsSent">Whether the client has it already and only the connection's books are to be kept.</param>
    public sealed record Completed(string RequestId, ReadOnlyMemory<byte> Payload, bool IsSent = false) : IMethodReply;

    /// <summary>The final answer, an error.</summary>
    public sealed record Failed(string RequestId, ProtocolError Error) : IMethodReply;
}
