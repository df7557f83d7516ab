using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>The references of one process: <c>/</c>, <c>/user</c>, <c>/system</c>, <c>/temp</c> and <c>/deadLetters</c>.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActorPath _tempNode;
    private ActorSystemImpl _system = null!;
    private LocalActorRef _rootGuardian = null!;
    private LocalActorRef _userGuardian = null!;
    private LocalActorRef _systemGuardian = null!;
    private VirtualPathContainer _tempContainer = null!;
    private long _tempNumber;
    private IgnoreActorRef? _ignore;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        _eventStream = eventStream;
        RootPath = new RootActorPath(new Address("akka", systemName));
        Deployer = new Deployer(settings);
        _tempNode = RootPath / "temp";
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
    }

    public IActorRef DeadLetters { get; }
    public IActorRef IgnoreRef => _ignore ??= new IgnoreActorRef(this);
    public Deployer Deployer { get; }
    internal EventStream EventStream => _eventStream;
    public IInternalActorRef RootGuardian => _rootGuardian;
    public LocalActorRef Guardian => _userGuardian;
    public LocalActorRef SystemGuardian => _systemGuardian;
    public ActorPath RootPath { get; }
    public Settings Settings { get; }
    public IInternalActorRef TempContainer => _tempContainer;
    public Address DefaultAddress => RootPath.Address;
    public Task TerminationTask => _terminated.Task;

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        var top = new RootSupervisor(this, _terminated);
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var internalDispatcher = system.Dispatchers.InternalDispatcher;

        var rootStrategy = new OneForOneStrategy(cause =>
        {
            _eventStream.Publish(new Error(cause, RootPath.ToString(), typeof(GuardianActor), "guardian failed, shutting down system"));
            top.CauseOfTermination = cause;
            return Directive.Stop;
        }, loggingEnabled: false);

        _rootGuardian = new RootGuardianRef(system, Props.Create(typeof(GuardianActor)).WithSupervisorStrategy(rootStrategy), internalDispatcher, mailbox, top, RootPath);
        var rootCell = _rootGuardian.Cell;
        _tempContainer = new VirtualPathContainer(this, _tempNode, _rootGuardian);

        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        _userGuardian = AddGuardian(rootCell, "user", Props.Create(typeof(GuardianActor)).WithSupervisorStrategy(userStrategy), system.Dispatchers.DefaultGlobalDispatcher, mailbox);
        _systemGuardian = AddGuardian(rootCell, "system", Props.Create(typeof(SystemGuardianActor), _userGuardian), internalDispatcher, mailbox);

        _rootGuardian.Start();
        _userGuardian.Start();
        _systemGuardian.Start();

        // /system ends once /user is gone, and the root once /system is.
        _systemGuardian.SendSystemMessage(new Watch(_userGuardian, _systemGuardian));
        _rootGuardian.SendSystemMessage(new Watch(_systemGuardian, _rootGuardian));
        _eventStream.StartUnsubscriber(system);
    }

    private LocalActorRef AddGuardian(ActorCell root, string name, Props props, MessageDispatcher dispatcher, MailboxType mailbox)
    {
        root.ReserveGuardian(name);
        var guardian = new LocalActorRef(_system, props, dispatcher, mailbox, _rootGuardian, RootPath / name);
        root.InitGuardian(name, guardian);
        return guardian;
    }

    public ActorPath TempPath() => _tempNode / NextTempName();

    private string NextTempName()
    {
        const string digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
        var number = Interlocked.Increment(ref _tempNumber) - 1;
        var name = new System.Text.StringBuilder("$", 8);
        do
        {
            name.Append(digits[(int)(number & 63)]);
            number >>= 6;
        }
        while (number != 0);
        return name.ToString();
    }

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _tempContainer.AddChild(path.Name, actorRef);
    public void UnregisterTempActor(ActorPath path) => _tempContainer.RemoveChild(path.Name);
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, this);
    public Address? GetExternalAddressFor(Address address) => address == RootPath.Address ? address : null;

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async)
    {
        if (deploy is not null) props = new Props(props.Producer, deploy.WithFallback(props.Deploy), props.SupervisorStrategy);
        if (props.Deploy.RouterConfig is { } router and not NoRouter) return RouterOf(system, props, router, supervisor, path);
        var dispatcherId = props.Deploy.Dispatcher is { Length: > 0 } chosen ? chosen
            : systemService ? Dispatchers.InternalDispatcherId : Dispatchers.DefaultDispatcherId;
        MessageDispatcher dispatcher;
        MailboxType mailboxType;
        try
        {
            dispatcher = system.Dispatchers.Lookup(dispatcherId);
            mailboxType = system.Mailboxes.GetMailboxType(props, dispatcher.Id);
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException($"Configuration problem while creating [{path}] with dispatcher [{dispatcherId}] and mailbox [{props.Mailbox}]", e);
        }
        return new LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path);
    }

    /// <summary>A router on its own dispatcher; the rest of the recipe is its routees'.</summary>
    private RoutedActorRef RouterOf(ActorSystemImpl system, Props props, RouterConfig router, IInternalActorRef supervisor, ActorPath path)
    {
        if (router is FromConfig)
            throw new ConfigurationException($"Configuration problem while creating [{path}] with router of type [{router.GetType().Name}]: no deployment of this path names a router.");
        var routeeProps = props.WithDeploy(new Deploy()).WithRouter(NoRouter.Instance);
        var dispatcher = system.Dispatchers.Lookup(router.RouterDispatcher);
        var routerProps = new Props(new FactoryProducer<ActorBase>(router.CreateRouterActor), new Deploy(router), (router as Pool)?.SupervisorStrategy);
        return new RoutedActorRef(system, routerProps, dispatcher, system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId), routeeProps, supervisor, path);
    }

    public IActorRef ResolveActorRef(string path) =>
        IgnoreActorRef.IsIgnoreRefPath(path) ? IgnoreRef : ActorPath.TryParse(path, out var actorPath) ? ResolveActorRef(actorPath) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != RootPath.Address) return IgnoreActorRef.IsIgnoreRefPath(actorPath) ? IgnoreRef : DeadLetters;
        var elements = actorPath.Elements;
        if (elements.Count == 0) return _rootGuardian;
        IActorRef found = elements[0] switch
        {
            "temp" => _tempContainer.GetChild([.. elements.Skip(1)]),
            "deadLetters" => DeadLetters,
            _ => _rootGuardian.GetChild(elements),
        };
        return found.IsNobody() || (actorPath.Uid != ActorPath.UndefinedUid && found.Path.Uid != actorPath.Uid)
            ? new EmptyLocalActorRef(this, actorPath, _eventStream)
            : found;
    }

    private sealed class RootGuardianRef : LocalActorRef
    {
        public RootGuardianRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
            : base(system, props, dispatcher, mailboxType, supervisor, path) { }

        public override IInternalActorRef Parent => this;

        public override IInternalActorRef GetSingleChild(string name) => name switch
        {
            "temp" => Provider.TempContainer,
            "deadLetters" => (IInternalActorRef)Provider.DeadLetters,
            _ => base.GetSingleChild(name),
        };
    }
}
