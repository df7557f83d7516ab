using Akka.Actor;

namespace Akka.Routing;

/// <summary>A routing logic with its routees. Immutable.</summary>
public class Router
{
    private readonly Routee[] _routees;

    /// <summary>A router over these routees.</summary>
    public Router(RoutingLogic logic, params Routee[] routees)
    {
        RoutingLogic = logic;
        _routees = routees;
    }

    /// <summary>A router over these actors.</summary>
    public Router(RoutingLogic logic, IActorRef routee, params IActorRef[] routees)
        : this(logic, [Routee.FromActorRef(routee), .. routees.Select(Routee.FromActorRef)]) { }

    /// <summary>The routees.</summary>
    public IEnumerable<Routee> Routees => _routees;

    /// <summary>Chooses among them.</summary>
    public RoutingLogic RoutingLogic { get; }

    /// <summary>Sends a message to the routee that the logic chooses, or to all when it is a <see cref="Broadcast"/>.</summary>
    public virtual void Route(object message, IActorRef sender)
    {
        if (message is Broadcast broadcast)
        {
            if (_routees.Length == 0) Send(Routee.NoRoutee, broadcast.Message, sender);
            foreach (var routee in _routees) routee.Send(broadcast.Message, sender);
            return;
        }

        Send(RoutingLogic.Select(message, _routees), UnWrap(message), sender);
    }

    /// <summary>What is sent to a chosen routee; without one it is lost, which the router's actor reports.</summary>
    protected virtual void Send(Routee routee, object message, IActorRef sender) => routee.Send(message, sender);

    /// <summary>The same logic over other routees.</summary>
    public virtual Router WithRoutees(params Routee[] routees) => new(RoutingLogic, routees);

    /// <summary>With one routee more.</summary>
    public virtual Router AddRoutee(Routee routee) => new(RoutingLogic, [.. _routees, routee]);

    /// <summary>With one actor more.</summary>
    public Router AddRoutee(IActorRef routee) => AddRoutee(Routee.FromActorRef(routee));

    /// <summary>With one selection more.</summary>
    public Router AddRoutee(ActorSelection routee) => AddRoutee(new ActorSelectionRoutee(routee));

    /// <summary>Without a routee.</summary>
    public virtual Router RemoveRoutee(Routee routee) => new(RoutingLogic, [.. _routees.Where(r => !r.Equals(routee))]);

    /// <summary>Without an actor.</summary>
    public Router RemoveRoutee(IActorRef routee) => RemoveRoutee(Routee.FromActorRef(routee));

    /// <summary>Without a selection.</summary>
    public Router RemoveRoutee(ActorSelection routee) => RemoveRoutee(new ActorSelectionRoutee(routee));

    internal Routee[] RouteesArray => _routees;

    private static object UnWrap(object message) => message is RouterEnvelope envelope ? envelope.Message : message;
}
