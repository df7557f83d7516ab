using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Routing;

/// <summary>How a router actor routes and where its routees come from. Immutable.</summary>
public abstract class RouterConfig : ISurrogated
{
    /// <summary>On the default dispatcher.</summary>
    protected RouterConfig() { }

    /// <summary>On a dispatcher.</summary>
    protected RouterConfig(string routerDispatcher) => RouterDispatcher = routerDispatcher;

    /// <summary>Dispatcher of the router's own actor.</summary>
    public virtual string RouterDispatcher { get; protected set; } = Dispatch.Dispatchers.DefaultDispatcherId;

    /// <summary>Whether a router without routees stops.</summary>
    public virtual bool StopRouterWhenAllRouteesRemoved => true;

    /// <summary>The router, still without routees.</summary>
    public abstract Router CreateRouter(ActorSystem system);

    /// <summary>What is not set here comes from <paramref name="routerConfig"/>.</summary>
    public virtual RouterConfig WithFallback(RouterConfig routerConfig) => this;

    /// <summary>Whether a message is for the router itself.</summary>
    public virtual bool IsManagementMessage(object message) => message is RouterManagementMessage or IAutoReceivedMessage or Dispatch.SysMsg.ISystemMessage;

    /// <summary>Refuses a configuration that cannot work at a path.</summary>
    /// <exception cref="ConfigurationException">It cannot.</exception>
    public virtual void VerifyConfig(ActorPath path) { }

    /// <summary>What stands for this router while it is serialised. A router that is sent to other processes says it; the others never need it.</summary>
    /// <exception cref="NotSupportedException">This router says nothing.</exception>
    public virtual ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException($"{GetType()} has no surrogate.");

    /// <summary>The router's own actor.</summary>
    internal abstract ActorBase CreateRouterActor();

    /// <summary>The first routees.</summary>
    internal abstract IEnumerable<Routee> FirstRoutees(RoutedActorCell cell);
}

/// <summary>A router that starts its routees itself, as its children.</summary>
public abstract class Pool : RouterConfig
{
    /// <summary>A pool of <paramref name="nrOfInstances"/> routees.</summary>
    protected Pool(int nrOfInstances, Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false)
        : base(routerDispatcher)
    {
        NrOfInstances = nrOfInstances;
        Resizer = resizer;
        SupervisorStrategy = supervisorStrategy;
        UsePoolDispatcher = usePoolDispatcher;
    }

    /// <summary>How many routees at first.</summary>
    public int NrOfInstances { get; }

    /// <summary>Changes the number of routees as messages come; null = it stays.</summary>
    public virtual Resizer? Resizer { get; }

    /// <summary>What happens when a routee fails; by default the failure is the router's parent's to judge.</summary>
    public SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>Whether routees run on the router's dispatcher.</summary>
    public virtual bool UsePoolDispatcher { get; }

    /// <summary>A failure of a routee is escalated.</summary>
    public static SupervisorStrategy DefaultSupervisorStrategy { get; } = new OneForOneStrategy(static _ => Directive.Escalate);

    /// <summary>How many routees at first, in this system.</summary>
    public abstract int GetNrOfInstances(ActorSystem system);

    /// <summary>A new router actor of this pool.</summary>
    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    internal override ActorBase CreateRouterActor() => new RouterPoolActor(SupervisorStrategy);

    internal override IEnumerable<Routee> FirstRoutees(RoutedActorCell cell)
    {
        var count = Resizer is { } resizer ? Math.Max(GetNrOfInstances(cell.System), (resizer as DefaultResizer)?.LowerBound ?? 0) : GetNrOfInstances(cell.System);
        return Enumerable.Range(0, count).Select(_ => NewRoutee(cell.RouteeProps, cell)).ToArray();
    }

    internal Routee NewRoutee(Props routeeProps, RoutedActorCell cell) => new ActorRefRoutee(
        cell.ActorOf(UsePoolDispatcher ? routeeProps.WithDispatcher(RouterDispatcher) : routeeProps));

    private protected int Configured(ActorSystem system) => NrOfInstances;
}

/// <summary>A router over actors that others started.</summary>
public abstract class Group : RouterConfig
{
    private readonly string[] _paths;

    /// <summary>A group of the actors at these paths.</summary>
    protected Group(IEnumerable<string> paths, string routerDispatcher) : base(routerDispatcher) => _paths = [.. paths];

    /// <summary>The paths, in this system.</summary>
    public abstract IEnumerable<string> GetPaths(ActorSystem system);

    /// <summary>The paths.</summary>
    internal string[] InternalPaths => _paths;

    /// <summary>A new router actor of this group.</summary>
    public Props Props() => Actor.Props.Empty.WithRouter(this);

    /// <inheritdoc/>
    public override bool StopRouterWhenAllRouteesRemoved => false;

    internal override ActorBase CreateRouterActor() => new RouterActor();

    internal override IEnumerable<Routee> FirstRoutees(RoutedActorCell cell) =>
        GetPaths(cell.System).Select(path => (Routee)new ActorSelectionRoutee(cell.System.ActorSelection(path))).ToArray();
}

/// <summary>The deployment says how to route; without one, that is a mistake.</summary>
public class FromConfig : Pool
{
    /// <summary>No other strategy than the default.</summary>
    public FromConfig() : this(null, DefaultSupervisorStrategy, Dispatch.Dispatchers.DefaultDispatcherId) { }

    /// <summary>With a resizer, a strategy and a dispatcher for what the deployment leaves open.</summary>
    public FromConfig(Resizer? resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher) : base(0, resizer, supervisorStrategy, routerDispatcher) { }

    /// <summary>One for all.</summary>
    public static FromConfig Instance { get; } = new();

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException("FromConfig must not create Router");

    /// <inheritdoc/>
    public override int GetNrOfInstances(ActorSystem system) => 0;
}

/// <summary>No router.</summary>
public class NoRouter : RouterConfig
{
    /// <summary>One for all.</summary>
    public static NoRouter Instance { get; } = new();

    /// <inheritdoc/>
    public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException("NoRouter has no Router");

    /// <inheritdoc/>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig;

    internal override ActorBase CreateRouterActor() => throw new NotSupportedException("NoRouter must not create RouterActor");

    internal override IEnumerable<Routee> FirstRoutees(RoutedActorCell cell) => [];
}
