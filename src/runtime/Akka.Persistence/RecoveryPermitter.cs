using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Bounds how many persistent actors read the journal at once (<c>akka.persistence.max-concurrent-recoveries</c>), so that
/// starting thousands of them does not bury the journal.
/// </summary>
/// <remarks>A permit comes back by message, or by the death of its holder.</remarks>
internal sealed class RecoveryPermitter(int permits) : UntypedActor
{
    private readonly Queue<IActorRef> _waiting = new();
    private readonly HashSet<IActorRef> _holders = [];

    public static Props Props(int permits) => Akka.Actor.Props.Create(() => new RecoveryPermitter(permits));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestRecoveryPermit:
                Context.Watch(Sender);
                if (_holders.Count < permits) Grant(Sender);
                else _waiting.Enqueue(Sender);
                break;
            case ReturnRecoveryPermit:
                Context.Unwatch(Sender);
                Release(Sender);
                break;
            case Terminated terminated:
                Release(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Grant(IActorRef actor)
    {
        _holders.Add(actor);
        actor.Tell(RecoveryPermitGranted.Instance, Self);
    }

    private void Release(IActorRef actor)
    {
        if (!_holders.Remove(actor))
        {
            // It died while it waited: forget its place in the queue.
            for (var left = _waiting.Count; left > 0; left--)
            {
                var waiting = _waiting.Dequeue();
                if (!waiting.Equals(actor)) _waiting.Enqueue(waiting);
            }

            return;
        }

        if (_waiting.TryDequeue(out var next)) Grant(next);
    }
}

internal sealed class RequestRecoveryPermit
{
    public static readonly RequestRecoveryPermit Instance = new();
}

internal sealed class RecoveryPermitGranted : IDeadLetterSuppression
{
    public static readonly RecoveryPermitGranted Instance = new();
}

internal sealed class ReturnRecoveryPermit
{
    public static readonly ReturnRecoveryPermit Instance = new();
}
