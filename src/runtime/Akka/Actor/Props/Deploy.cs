using Akka.Configuration;
using Akka.Routing;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where and with which dispatcher, mailbox and stash an actor runs.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    public const int NoStashSize = -1;
    public const string NoDispatcherGiven = "";
    public const string NoMailboxGiven = "";

    /// <summary>Nothing said about the place.</summary>
    public static readonly Scope NoScopeGiven = UnspecifiedScope.Instance;

    public static readonly Deploy Local = new(Scope.Local);
    public static readonly Deploy None = new();

    private readonly Config? _config;
    private readonly Scope? _scope;

    public Deploy() { }

    public Deploy(string path = "", string dispatcher = NoDispatcherGiven, string mailbox = NoMailboxGiven, int stashCapacity = NoStashSize)
    {
        Path = path;
        Dispatcher = dispatcher ?? NoDispatcherGiven;
        Mailbox = mailbox ?? NoMailboxGiven;
        StashCapacity = stashCapacity;
    }

    public Deploy(RouterConfig routerConfig) => RouterConfig = routerConfig;

    public Deploy(RouterConfig routerConfig, Scope scope) : this(routerConfig) => _scope = scope;

    public Deploy(Scope scope) => _scope = scope;

    public Deploy(string path, Scope scope) : this(path) => _scope = scope;

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher)
        : this(path, config, routerConfig, scope, dispatcher, NoMailboxGiven, NoStashSize) { }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox)
        : this(path, config, routerConfig, scope, dispatcher, mailbox, NoStashSize) { }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox, int stashCapacity)
        : this(path, dispatcher, mailbox, stashCapacity)
    {
        _config = config;
        RouterConfig = routerConfig is NoRouter ? null : routerConfig;
        _scope = scope;
    }

    private Deploy(string path, string dispatcher, string mailbox, int stashCapacity, RouterConfig? routerConfig, Config? config, Scope? scope)
        : this(path, dispatcher, mailbox, stashCapacity)
    {
        RouterConfig = routerConfig;
        _config = config;
        _scope = scope;
    }

    /// <summary>How the actor routes; null = it is no router.</summary>
    public RouterConfig? RouterConfig { get; }

    public string Path { get; } = "";
    public string Dispatcher { get; } = NoDispatcherGiven;
    public string Mailbox { get; } = NoMailboxGiven;
    public int StashCapacity { get; } = NoStashSize;

    /// <summary>The section of the deployment that this was read from; without keys when it was not read.</summary>
    public Config Config => _config ?? ConfigurationFactory.Empty;

    /// <summary>Where the actor is started. There is one place here, this process.</summary>
    public Scope Scope => _scope ?? NoScopeGiven;

    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Dispatcher.Length > 0 ? Dispatcher : other.Dispatcher,
        Mailbox.Length > 0 ? Mailbox : other.Mailbox,
        StashCapacity >= 0 ? StashCapacity : other.StashCapacity,
        RouterConfig is null ? other.RouterConfig : other.RouterConfig is null ? RouterConfig : RouterConfig.WithFallback(other.RouterConfig),
        _config is null ? other._config : _config.WithFallback(other._config),
        _scope is null ? other._scope : _scope.WithFallback(other.Scope));

    public virtual Deploy WithScope(Scope scope) => new(Path, Dispatcher, Mailbox, StashCapacity, RouterConfig, _config, scope);
    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, dispatcher, Mailbox, StashCapacity, RouterConfig, _config, _scope);
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Dispatcher, mailbox, StashCapacity, RouterConfig, _config, _scope);
    public virtual Deploy WithStashCapacity(int stashCapacity) => new(Path, Dispatcher, Mailbox, stashCapacity, RouterConfig, _config, _scope);
    public virtual Deploy WithRouterConfig(RouterConfig routerConfig) => new(Path, Dispatcher, Mailbox, StashCapacity, routerConfig, _config, _scope);

    public bool Equals(Deploy? other) => other is not null && (ReferenceEquals(this, other)
        || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity
            && Equals(RouterConfig, other.RouterConfig) && Scope.Equals(other.Scope) && Equals(_config, other._config)));
    public override bool Equals(object? obj) => Equals(obj as Deploy);
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new DeploySurrogate
    {
        Path = Path,
        Dispatcher = Dispatcher,
        Mailbox = Mailbox,
        StashCapacity = StashCapacity,
        RouterConfig = RouterConfig,
        Config = _config,
        Scope = _scope,
    };

    /// <summary>Stands for a deployment while it is serialised.</summary>
    public class DeploySurrogate : ISurrogate
    {
        public string Path { get; set; } = "";
        public string Dispatcher { get; set; } = NoDispatcherGiven;
        public string Mailbox { get; set; } = NoMailboxGiven;
        public int StashCapacity { get; set; } = NoStashSize;
        public RouterConfig? RouterConfig { get; set; }
        public Config? Config { get; set; }
        public Scope? Scope { get; set; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => new Deploy(Path, Dispatcher, Mailbox, StashCapacity, RouterConfig, Config, Scope);
    }
}
