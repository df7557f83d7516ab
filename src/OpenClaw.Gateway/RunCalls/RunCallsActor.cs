using Akka.Actor;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>Begins the calls of runs from outside sockets, and bounds their number.</summary>
/// <remarks>Parent: the gateway's supervisor, restart. Children: one <see cref="RunCallActor"/> a call, stopped on failure; its caller's question then runs out of time.</remarks>
public sealed class RunCallsActor : ReceiveActor
{
    /// <summary>Calls at once; more are refused as <c>UNAVAILABLE</c>, retryable.</summary>
    public const int MaxCalls = 256;

    private readonly IActorRef _sessions;
    private readonly IActorRef _broadcast;
    private int _open;
    private long _begun;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef sessions, IActorRef broadcast) => Akka.Actor.Props.Create(() => new RunCallsActor(sessions, broadcast));

    /// <summary>No calls.</summary>
    public RunCallsActor(IActorRef sessions, IActorRef broadcast)
    {
        _sessions = sessions;
        _broadcast = broadcast;
        Receive<RunCallProtocol.Start>(OnStart);
        Receive<Terminated>(_ => _open--);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void OnStart(RunCallProtocol.Start start)
    {
        if (_open >= MaxCalls)
        {
            Sender.Tell(new RunStep.Refused(ProtocolError.Unavailable($"{MaxCalls} requests wait for runs; try again later", retryable: true, retryAfterMs: 1000)));
            return;
        }

        _open++;
        Sender.Tell(new RunCallProtocol.Started(Context.Watch(Context.ActorOf(RunCallActor.Props(start, _sessions, _broadcast), $"call-{++_begun}"))));
    }
}
