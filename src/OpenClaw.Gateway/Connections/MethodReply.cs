using Akka.Actor;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>Where the answer to a request goes. A value that may cross actors; answer with <see cref="Succeed"/> and the like, from any thread.</summary>
/// <param name="Connection">The connection's actor. Watch it to learn that nobody waits any more.</param>
/// <param name="RequestId">The request's id, chosen by the client.</param>
public readonly record struct ReplyTo(IActorRef Connection, string RequestId)
{
    /// <summary>Sends an interim answer; a final one follows.</summary>
    /// <param name="payloadJson">JSON; not written to afterwards.</param>
    public void Accept(ReadOnlyMemory<byte> payloadJson) => Connection.Tell(new MethodReply.Accepted(RequestId, payloadJson), ActorRefs.NoSender);

    /// <summary>Answers with a payload.</summary>
    /// <param name="payloadJson">JSON; not written to afterwards.</param>
    public void Succeed(ReadOnlyMemory<byte> payloadJson) => Connection.Tell(new MethodReply.Completed(RequestId, payloadJson), ActorRefs.NoSender);

    /// <summary>Answers with an error.</summary>
    public void Fail(ProtocolError error) => Connection.Tell(new MethodReply.Failed(RequestId, error), ActorRefs.NoSender);
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
    public sealed record Accepted(string RequestId, ReadOnlyMemory<byte> Payload) : IMethodReply;

    /// <summary>The final answer.</summary>
    public sealed record Completed(string RequestId, ReadOnlyMemory<byte> Payload) : IMethodReply;

    /// <summary>The final answer, an error.</summary>
    public sealed record Failed(string RequestId, ProtocolError Error) : IMethodReply;
}
