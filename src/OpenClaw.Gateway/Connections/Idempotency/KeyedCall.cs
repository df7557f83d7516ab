using Akka.Actor;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections.Idempotency;

/// <summary>One call that carries an idempotency key: who waits for its answer, and the answer once it is there. Thread safe.</summary>
/// <remarks>
/// The answer belongs to the key, not to the connection that asked first: when that connection is gone, whoever repeats the request gets it. A refusal that
/// says "try again" is no answer to keep, for the repeat is that try.
/// </remarks>
public sealed class KeyedCall
{
    private readonly Action<KeyedCall, int> _answered;
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiting;
    private ReadOnlyMemory<byte>? _interim;
    private MethodReply.IMethodReply? _final;

    /// <summary>A call that is not answered yet.</summary>
    /// <param name="first">Who asked first.</param>
    /// <param name="answered">Hears of the answer and its size in bytes; -1 for one that is not to be kept.</param>
    internal KeyedCall(ReplyTo first, Action<KeyedCall, int> answered)
    {
        _waiting = [new Waiter(first.Connection, first.RequestId)];
        _answered = answered;
    }

    /// <summary>Joins: this request is answered as the first one is, at once when that is answered already.</summary>
    internal void Join(ReplyTo repeat)
    {
        lock (_lock)
        {
            var waiter = new Waiter(repeat.Connection, repeat.RequestId);
            if (_final is not null)
            {
                waiter.Tell(_final);
                return;
            }

            if (_interim is { } interim)
            {
                waiter.Tell(new MethodReply.Accepted(waiter.RequestId, interim));
            }

            _waiting.Add(waiter);
        }
    }

    /// <summary>The interim answer.</summary>
    /// <param name="payload">JSON; not written to afterwards.</param>
    /// <param name="isSent">Whether the first caller has it already.</param>
    internal void Accept(ReadOnlyMemory<byte> payload, bool isSent)
    {
        lock (_lock)
        {
            _interim = payload;
            for (var i = 0; i < _waiting.Count; i++)
            {
                _waiting[i].Tell(new MethodReply.Accepted(_waiting[i].RequestId, payload, IsSent: isSent && i == 0));
            }
        }
    }

    /// <summary>The final answer; only the first one counts.</summary>
    /// <param name="reply">It, addressed to the first caller.</param>
    /// <param name="isTaken">Whether the first caller needs not be told.</param>
    internal void Answer(MethodReply.IMethodReply reply, bool isTaken = false)
    {
        lock (_lock)
        {
            if (_final is not null)
            {
                return;
            }

            _final = ToBeSent(reply);
            for (var i = isTaken ? 1 : 0; i < _waiting.Count; i++)
            {
                _waiting[i].Tell(i == 0 ? reply : ToBeSent(reply));
            }

            _waiting.Clear();
        }

        _answered(this, SizeToKeep(reply));
    }

    private static MethodReply.IMethodReply ToBeSent(MethodReply.IMethodReply reply) =>
        reply is MethodReply.Completed { IsSent: true } completed ? completed with { IsSent = false } : reply;

    private static int SizeToKeep(MethodReply.IMethodReply reply) => reply switch
    {
        MethodReply.Completed completed => completed.Payload.Length,
        MethodReply.Failed { Error: { Retryable: true } } => -1,
        MethodReply.Failed failed => failed.Error.Message.Length,
        _ => 0,
    };

    private readonly record struct Waiter(IActorRef Connection, string RequestId)
    {
        public void Tell(MethodReply.IMethodReply reply) => Connection.Tell(
            reply switch
            {
                MethodReply.Completed completed => completed with { RequestId = RequestId },
                MethodReply.Failed failed => failed with { RequestId = RequestId },
                _ => reply,
            },
            ActorRefs.NoSender);
    }
}
