using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Receives on behalf of a test: watches, ignores, answers by auto-pilot, and queues the rest.</summary>
internal sealed class InternalTestActor(MessageQueue queue) : UntypedActor
{
    private readonly DelegatingSupervisorStrategy _strategies = new();
    private Func<object, bool>? _ignore;
    private AutoPilot _pilot = NoAutoPilot.Instance;

    protected override SupervisorStrategy SupervisorStrategy() => _strategies;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SetIgnore set:
                _ignore = set.Ignored;
                Sender.Tell(Done.Instance, Self);
                return;
            case StartWatch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(Done.Instance, Self);
                return;
            case StopWatch watch:
                Context.Unwatch(watch.Actor);
                Sender.Tell(Done.Instance, Self);
                return;
            case SetPilot set:
                _pilot = set.Pilot;
                Sender.Tell(Done.Instance, Self);
                return;
            case Spawn spawn:
                Sender.Tell(SpawnChild(spawn), Self);
                return;
        }

        if (_pilot is not NoAutoPilot && _pilot.Run(Sender, message) is not KeepRunning and var next)
        {
            _pilot = next;
        }

        if (_ignore is null || !_ignore(message))
        {
            queue.Enqueue(new RealMessageEnvelope(message, Sender));
        }
    }

    protected override void PostStop()
    {
        // What the test did not look at was not received by anybody.
        while (queue.Take(TimeSpan.Zero, CancellationToken.None) is RealMessageEnvelope left)
        {
            Context.System.DeadLetters.Tell(new DeadLetter(left.Message, left.Sender ?? Context.System.DeadLetters, Self), left.Sender);
        }
    }

    private object SpawnChild(Spawn spawn)
    {
        try
        {
            var child = spawn.Name is null ? Context.ActorOf(spawn.Props) : Context.ActorOf(spawn.Props, spawn.Name);
            if (spawn.Strategy is { } strategy)
            {
                _strategies.Add(child, strategy);
            }

            return child;
        }
        catch (Exception e)
        {
            return new Status.Failure(e);
        }
    }

    public sealed record SetIgnore(Func<object, bool>? Ignored) : INoSerializationVerificationNeeded;

    public sealed record StartWatch(IActorRef Actor) : INoSerializationVerificationNeeded;

    public sealed record StopWatch(IActorRef Actor) : INoSerializationVerificationNeeded;

    public sealed record SetPilot(AutoPilot Pilot) : INoSerializationVerificationNeeded;

    public sealed record Spawn(Props Props, string? Name, SupervisorStrategy? Strategy) : INoSerializationVerificationNeeded;
}
