using Akka.Routing;

namespace Akka.Actor;

/// <summary>Where and with which dispatcher, mailbox and stash an actor runs.</summary>
public class Deploy : IEquatable<Deploy>
{
    public const int NoStashSize = -1;
    public const string NoDispatcherGiven = "";
    public const string NoMailboxGiven = "";

    public static readonly Deploy Local = new();
    public static readonly Deploy None = new();

    public Deploy() { }

    public Deploy(string path = "", string dispatcher = NoDispatcherGiven, string mailbox = NoMailboxGiven, int stashCapacity = NoStashSize)
    {
        Path = path;
        Dispatcher = dispatcher ?? NoDispatcherGiven;
        Mailbox = mailbox ?? NoMailboxGiven;
        StashCapacity = stashCapacity;
    }

    public Deploy(RouterConfig routerConfig) => RouterConfig = routerConfig;

    private Deploy(string path, string dispatcher, string mailbox, int stashCapacity, RouterConfig? routerConfig) : this(path, dispatcher, mailbox, stashCapacity) =>
        RouterConfig = routerConfig;

    /// <summary>How the actor routes; null = it is no router.</summary>
    public RouterConfig? RouterConfig { get; }

    public string Path { get; } = "";
    public string Dispatcher { get; } = NoDispatcherGiven;
    public string Mailbox { get; } = NoMailboxGiven;
    public int StashCapacity { get; } = NoStashSize;

    public Deploy WithFallback(Deploy other) => new(
        Path,
        Dispatcher.Length > 0 ? Dispatcher : other.Dispatcher,
        Mailbox.Length > 0 ? Mailbox : other.Mailbox,
        StashCapacity >= 0 ? StashCapacity : other.StashCapacity,
        RouterConfig is null ? other.RouterConfig : other.RouterConfig is null ? RouterConfig : RouterConfig.WithFallback(other.RouterConfig));

    public Deploy WithDispatcher(string dispatcher) => new(Path, dispatcher, Mailbox, StashCapacity, RouterConfig);
    public Deploy WithMailbox(string mailbox) => new(Path, Dispatcher, mailbox, StashCapacity, RouterConfig);
    public Deploy WithStashCapacity(int stashCapacity) => new(Path, Dispatcher, Mailbox, stashCapacity, RouterConfig);

    public Deploy WithRouterConfig(RouterConfig routerConfig) => new(Path, Dispatcher, Mailbox, StashCapacity, routerConfig);

    public bool Equals(Deploy? other) => other is not null && (ReferenceEquals(this, other)
        || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity && Equals(RouterConfig, other.RouterConfig)));
    public override bool Equals(object? obj) => Equals(obj as Deploy);
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}
