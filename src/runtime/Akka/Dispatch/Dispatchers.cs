using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>Creates dispatchers from configuration on first use and keeps them.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, Lazy<MessageDispatcherConfigurator>> _configurators = new();

    internal Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites)
    {
        _system = system;
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    public Config DefaultDispatcherConfig => IdConfig(DefaultDispatcherId);
    public MessageDispatcher DefaultGlobalDispatcher { get; }
    public IDispatcherPrerequisites Prerequisites { get; }

    internal MessageDispatcher InternalDispatcher => Lookup(InternalDispatcherId);

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <exception cref="ConfigurationException">No dispatcher of that id is configured.</exception>
    public MessageDispatcher Lookup(string id) => ConfiguratorOf(string.IsNullOrEmpty(id) ? DefaultDispatcherId : id).Dispatcher();

    /// <summary>Registers a dispatcher type under an id. False when the id is taken.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, new Lazy<MessageDispatcherConfigurator>(configurator));

    private MessageDispatcherConfigurator ConfiguratorOf(string id) =>
        _configurators.GetOrAdd(id, static (name, self) => new Lazy<MessageDispatcherConfigurator>(() => self.CreateConfigurator(name)), this).Value;

    private MessageDispatcherConfigurator CreateConfigurator(string id)
    {
        if (!_system.Settings.Config.HasPath(id)) throw new ConfigurationException($"Dispatcher [{id}] not configured for path");
        var config = IdConfig(id);
        var type = config.GetString("type");
        return type switch
        {
            "Dispatcher" when config.GetString("executor") is "fork-join-executor" => new ForkJoinDispatcherConfigurator(config, Prerequisites),
            "Dispatcher" or "TaskDispatcher" => new DispatcherConfigurator(config, Prerequisites),
            "ForkJoinDispatcher" => new ForkJoinDispatcherConfigurator(config, Prerequisites),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(config, Prerequisites),
            null or "" => throw new ConfigurationException($"Missing dispatcher type for dispatcher [{id}]"),
            _ => (MessageDispatcherConfigurator)RuntimeType.Construct(RuntimeType.Require(type, id + ".type"), [config, Prerequisites]),
        };
    }

    private Config IdConfig(string id)
    {
        var root = _system.Settings.Config;
        return ConfigurationFactory.ParseString($"id = \"{id}\"")
            .WithFallback(root.GetConfig(id))
            .WithFallback(root.GetConfig(DefaultDispatcherId));
    }

    /// <summary>Ends the threads of shared dispatchers; a pinned one ends with its actor.</summary>
    internal void Shutdown()
    {
        foreach (var configurator in _configurators.Values)
        {
            if (configurator.IsValueCreated && configurator.Value is ForkJoinDispatcherConfigurator own) own.Dispatcher().Shutdown();
        }
    }
}
