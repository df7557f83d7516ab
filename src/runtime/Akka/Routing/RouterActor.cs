using Akka.Actor;

namespace Akka.Routing;

/// <summary>The actor of a router: answers management messages and watches the routees.</summary>
internal class RouterActor : UntypedActor
{
    private protected RoutedActorCell Cell { get; } = Context as RoutedActorCell
        ?? throw new ActorInitializationException($"Router actor can only be used in RoutedActorRef, not in {Context.GetType()}");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetRoutees:
                Sender.Tell(new Routees(Cell.Router.Routees));
                break;
            case AddRoutee add:
                Cell.AddRoutees([add.Routee]);
                break;
            case RemoveRoutee remove:
                Cell.RemoveRoutees([remove.Routee], stopChildren: true);
                StopIfEmpty();
                break;
            case Terminated terminated:
                Cell.RemoveRoutees([new ActorRefRoutee(terminated.ActorRef)], stopChildren: false);
                StopIfEmpty();
                break;
        }
    }

    /// <summary>The routees live on: a router keeps no state that a restart would have to lose.</summary>
    protected override void PreRestart(Exception reason, object message) { }

    private void StopIfEmpty()
    {
        if (Cell.Router.RouteesArray.Length == 0 && Cell.RouterConfig.StopRouterWhenAllRouteesRemoved) Context.Stop(Self);
    }
}

/// <summary>The actor of a pool: supervises the routees and changes their number.</summary>
internal sealed class RouterPoolActor(SupervisorStrategy strategy) : RouterActor
{
    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Resize when Cell.RouterConfig is Pool { Resizer: { } resizer }:
                Cell.Resize(resizer);
                break;
            case AdjustPoolSize adjust:
                Cell.Change(adjust.Change);
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    /// <summary>It may be time to change the number of routees.</summary>
    internal sealed class Resize : RouterManagementMessage
    {
        internal static readonly Resize Instance = new();

        private Resize() { }
    }
}
