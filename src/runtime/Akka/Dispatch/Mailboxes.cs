using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>Chooses and caches mailbox types: by Props or deployment, else by what the dispatcher or actor requires, else the default.</summary>
public sealed class Mailboxes
{
    public const string DefaultMailboxId = "akka.actor.default-mailbox";
    public const string NoMailboxRequirement = "";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Requirement> _requirements = new();
    private readonly ConcurrentDictionary<string, bool> _dispatchersWithMailbox = new();
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly int _defaultStashCapacity;

    internal Mailboxes(ActorSystem system, IActorRef deadLetters)
    {
        _system = system;
        DeadLetterMailbox = new DeadLetterMailbox(deadLetters);
        var root = system.Settings.Config;
        _defaultStashCapacity = root.GetInt(DefaultMailboxId + ".stash-capacity", -1);
        if (root.GetConfig("akka.actor.mailbox.requirements") is not { } bindings) return;
        foreach (var (name, id) in bindings.AsEnumerable())
        {
            if (RuntimeType.Find(name.Trim('"')) is { } type) _bindings[type] = id.GetString()!;
        }
    }

    public Mailbox DeadLetterMailbox { get; }

    public bool HasMailboxType(string id) => id == DefaultMailboxId || _system.Settings.Config.HasPath(id);

    /// <exception cref="ConfigurationException">The id is not configured, or its mailbox-type cannot be used.</exception>
    public MailboxType Lookup(string id) => _types.TryGetValue(id, out var type) ? type : _types.GetOrAdd(id, Create);

    private MailboxType Create(string id)
    {
        if (id == "unbounded") return new UnboundedMailbox(_system.Settings, ConfigurationFactory.Empty);
        if (!HasMailboxType(id)) throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var root = _system.Settings.Config;
        var config = root.GetConfig(id).SafeWithFallback(root.GetConfig(DefaultMailboxId));
        var typeName = config.GetString("mailbox-type");
        if (string.IsNullOrEmpty(typeName)) throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        var type = RuntimeType.Find(typeName)
            ?? throw new ConfigurationException($"Found mailbox-type [{typeName}] in configuration for [{id}], but could not find that type.");
        return (MailboxType)RuntimeType.Construct(type, [_system.Settings, config]);
    }

    internal int StashCapacity(Props props, string dispatcherId)
    {
        if (props.Deploy.StashCapacity >= 0) return props.Deploy.StashCapacity;
        var root = _system.Settings.Config;
        foreach (var id in new[] { MailboxIdOf(props, dispatcherId), dispatcherId })
        {
            if (id != DefaultMailboxId && root.HasPath(id + ".stash-capacity")) return root.GetInt(id + ".stash-capacity", -1);
        }
        return _defaultStashCapacity;
    }

    /// <summary>The mailbox type for one actor; fails when its queue lacks what the actor class requires.</summary>
    internal MailboxType GetMailboxType(Props props, string dispatcherId)
    {
        var required = RequirementOf(props.Type).Queue;
        var type = Lookup(MailboxIdOf(props, dispatcherId));
        if (required is not null && !Produces(type.GetType(), required))
            throw new ArgumentException($"produced message queue type of [{type.GetType()}] does not fulfill requirement [{required}] for actor class [{props.Type}]. Must be a subclass of [{required}]");
        return type;
    }

    private string MailboxIdOf(Props props, string dispatcherId)
    {
        if (props.Deploy.Mailbox is { Length: > 0 } deployed && deployed != Deploy.NoMailboxGiven) return deployed;
        if (_dispatchersWithMailbox.GetOrAdd(dispatcherId, static (id, config) => !string.IsNullOrEmpty(config.GetString(id + ".mailbox-type")), _system.Settings.Config))
            return dispatcherId;
        return RequirementOf(props.Type).MailboxId;
    }

    private Requirement RequirementOf(Type actorType) => _requirements.GetOrAdd(actorType, static (type, self) => self.ReadRequirement(type), this);

    private Requirement ReadRequirement(Type actorType)
    {
        foreach (var @interface in actorType.GetInterfaces())
        {
            if (!@interface.IsGenericType || @interface.GetGenericTypeDefinition() != typeof(IRequiresMessageQueue<>)) continue;
            var queue = @interface.GetGenericArguments()[0];
            if (Produces(Lookup(DefaultMailboxId).GetType(), queue)) return new Requirement(queue, DefaultMailboxId);
            return _bindings.TryGetValue(queue, out var id)
                ? new Requirement(queue, id)
                : throw new ConfigurationException($"Mailbox Mapping for [{queue}] not configured");
        }
        return new Requirement(null, DefaultMailboxId);
    }

    private static bool Produces(Type mailboxType, Type required)
    {
        foreach (var @interface in mailboxType.GetInterfaces())
        {
            if (@interface.IsGenericType && @interface.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>)
                && required.IsAssignableFrom(@interface.GetGenericArguments()[0])) return true;
        }
        return false;
    }

    private readonly record struct Requirement(Type? Queue, string MailboxId);
}
