using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>The reference to a router: what is sent to it is routed by the thread that sends.</summary>
internal sealed class RoutedActorRef : LocalActorRef
{
    private readonly Props _routeeProps;

    internal RoutedActorRef(ActorSystemImpl system, Props routerProps, MessageDispatcher dispatcher, MailboxType mailboxType, Props routeeProps, IInternalActorRef supervisor, ActorPath path)
        : base(system, routerProps, dispatcher, mailboxType, supervisor, path)
    {
        _routeeProps = routeeProps;
        ((RoutedActorCell)Cell).RouteeProps = _routeeProps;
    }

    protected override ActorCell CreateActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new RoutedActorCell(system, self, props, dispatcher, supervisor);
}

/// <summary>The cell of a router: it starts the routees, and sends messages to them past its own mailbox, which is for its management only.</summary>
internal sealed class RoutedActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    : ActorCell(system, self, props, dispatcher, parent)
{
    private Router _router = null!;
    private long _messages;
    private int _resizing;

    internal Props RouteeProps { get; set; } = null!;

    internal RouterConfig RouterConfig => Props.Deploy.RouterConfig!;

    internal Router Router => Volatile.Read(ref _router);

    public override void Start()
    {
        // The first routees are there before the router's reference is handed out. One that fails at once must not run this cell meanwhile.
        Mailbox.SetAsScheduled();
        Volatile.Write(ref _router, RouterConfig.CreateRouter(System));
        AddRoutees(RouterConfig.FirstRoutees(this));
        if ((RouterConfig as Pool)?.Resizer is { } resizer && resizer.IsTimeForResize(0)) Resize(resizer);
        Mailbox.SetAsIdle();
        base.Start();
    }

    public override void SendMessage(IActorRef sender, object message)
    {
        if (RouterConfig.IsManagementMessage(message))
        {
            base.SendMessage(sender, message);
            return;
        }

        if ((RouterConfig as Pool)?.Resizer is { } resizer && resizer.IsTimeForResize(Interlocked.Increment(ref _messages) - 1))
        {
            // One decision at a time; it is the router's own actor that starts and stops routees.
            if (Interlocked.CompareExchange(ref _resizing, 1, 0) == 0) base.SendMessage(Self, RouterPoolActor.Resize.Instance);
        }

        if (Router.RouteesArray.Length == 0 && RouterConfig is not CustomRouterConfig) System.DeadLetters.Tell(message, sender);
        else Router.Route(message, sender ?? System.DeadLetters);
    }

    internal void AddRoutees(IEnumerable<Routee> routees)
    {
        Routee[] added = [.. routees];
        foreach (var routee in added)
            if (routee is ActorRefRoutee { Actor: var actor }) Watch(actor);
        Volatile.Write(ref _router, Router.WithRoutees([.. Router.RouteesArray, .. added]));
    }

    /// <summary>Takes routees off; those that this router started stop once they have read what was sent to them.</summary>
    internal void RemoveRoutees(IEnumerable<Routee> routees, bool stopChildren)
    {
        var router = Router;
        foreach (var routee in routees)
        {
            router = router.RemoveRoutee(routee);
            if (routee is not ActorRefRoutee { Actor: var actor }) continue;
            Unwatch(actor);
            if (stopChildren && Child(actor.Path.Name).Equals(actor)) actor.Tell(PoisonPill.Instance, Self);
        }

        Volatile.Write(ref _router, router);
    }

    internal void Resize(Resizer resizer)
    {
        try
        {
            Change(resizer.Resize(Router.RouteesArray));
        }
        finally
        {
            Volatile.Write(ref _resizing, 0);
        }
    }

    internal void Change(int change)
    {
        if (RouterConfig is not Pool pool) return;
        if (change > 0) AddRoutees(Enumerable.Range(0, change).Select(_ => pool.NewRoutee(RouteeProps, this)).ToArray());
        else if (change < 0) RemoveRoutees(Router.RouteesArray[Math.Max(0, Router.RouteesArray.Length + change)..], stopChildren: true);
    }
}
