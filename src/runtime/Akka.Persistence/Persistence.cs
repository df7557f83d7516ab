using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>Finds the persistence extension of an actor system: <c>Persistence.Instance.Apply(system)</c>.</summary>
public sealed class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    /// <summary>The one provider.</summary>
    public static Persistence Instance { get; } = new();

    private Persistence()
    {
    }

    /// <inheritdoc />
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);

    /// <summary>The defaults of <c>akka.persistence</c>.</summary>
    public static Config DefaultConfig() => PersistenceDefaults.Config;
}

/// <summary>Starts journals and snapshot stores on first use and hands out their references.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PersistenceExtension : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, Lazy<IActorRef>> _plugins = new();
    private readonly ConcurrentDictionary<ActorPath, Config> _pluginConfigs = new();
    private readonly ConcurrentDictionary<string, Config> _journalConfigs = new();
    private readonly ConcurrentDictionary<ActorPath, EventAdapters> _adapters = new();
    private readonly Lazy<IStashOverflowStrategy> _stashOverflow;
    private readonly Lazy<IActorRef> _recoveryPermitter;
    private readonly string _defaultJournal;
    private readonly string _defaultSnapshotStore;

    internal PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        _system.Settings.InjectTopLevelFallback(PersistenceDefaults.Config);
        _config = Section(system.Settings.Config, "akka.persistence");
        _defaultJournal = _config.GetString("journal.plugin") ?? string.Empty;
        _defaultSnapshotStore = _config.GetString("snapshot-store.plugin") ?? string.Empty;
        JournalFallback = Section(_config, "journal-plugin-fallback");
        SnapshotStoreFallback = Section(_config, "snapshot-store-plugin-fallback");
        Settings = new PersistenceSettings(system, system.Settings.Config);
        _stashOverflow = new Lazy<IStashOverflowStrategy>(CreateStashOverflowStrategy);

        var permits = _config.GetInt("max-concurrent-recoveries", 50);
        _recoveryPermitter = new Lazy<IActorRef>(() => _system.SystemActorOf(Akka.Persistence.RecoveryPermitter.Props(permits), "recoveryPermitter"));

        foreach (var journal in _config.GetStringList("journal.auto-start-journals") ?? [])
        {
            system.Log.Info("Auto-starting journal plugin `{0}`", journal);
            JournalFor(journal);
        }

        foreach (var store in _config.GetStringList("snapshot-store.auto-start-snapshot-stores") ?? [])
        {
            system.Log.Info("Auto-starting snapshot store `{0}`", store);
            SnapshotStoreFor(store);
        }
    }

    internal IActorRef RecoveryPermitter() => _recoveryPermitter.Value;

    internal Config JournalFallback { get; }

    internal Config SnapshotStoreFallback { get; }

    /// <summary>The settings of <c>akka.persistence</c>.</summary>
    public PersistenceSettings Settings { get; }

    /// <summary>What persistent actors do with commands that find their internal stash full, unless they say otherwise.</summary>
    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _stashOverflow.Value;

    /// <summary>The persistence id that belongs to an actor by default: its path without the address.</summary>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    /// <summary>The event adapters of a journal plug-in; the default one when the id is null or empty.</summary>
    public EventAdapters AdaptersFor(string? journalPluginId) => AdaptersFor(JournalFor(journalPluginId));

    /// <summary>The event adapters of a journal.</summary>
    public EventAdapters AdaptersFor(IActorRef journalPluginActor) =>
        _adapters.GetOrAdd(journalPluginActor.Path, (_, journal) => EventAdapters.Create(_system, ConfigFor(journal)), journalPluginActor);

    /// <summary>A journal's section, with what is common to all journals behind it.</summary>
    internal Config JournalConfigFor(string? journalPluginId) =>
        _journalConfigs.GetOrAdd(
            string.IsNullOrEmpty(journalPluginId) ? _defaultJournal : journalPluginId,
            id => Section(_system.Settings.Config, id).WithFallback(JournalFallback));

    private IStashOverflowStrategy CreateStashOverflowStrategy()
    {
        var name = _config.GetString("internal-stash-overflow-strategy") ?? string.Empty;
        if (Akka.Util.Reflection.RuntimeType.Construct(Akka.Util.Reflection.RuntimeType.Require(name, "akka.persistence.internal-stash-overflow-strategy"), [[]]) is IStashOverflowStrategyConfigurator configurator)
            return configurator.Create(_system.Settings.Config);
        throw new ConfigurationException($"akka.persistence.internal-stash-overflow-strategy: [{name}] is no IStashOverflowStrategyConfigurator.");
    }

    /// <summary>The journal of a plug-in id; the default one when the id is null or empty.</summary>
    /// <exception cref="ArgumentException">No such section, or it names no class.</exception>
    public IActorRef JournalFor(string? journalPluginId)
    {
        var id = string.IsNullOrEmpty(journalPluginId) ? _defaultJournal : journalPluginId;
        if (id.Length == 0) throw new ArgumentException("No default journal is configured: set akka.persistence.journal.plugin.");
        return PluginFor(id, "akka.persistence.journal-plugin-fallback");
    }

    /// <summary>The snapshot store of a plug-in id; the default one when the id is null or empty.</summary>
    /// <exception cref="ArgumentException">No such section, or it names no class.</exception>
    public IActorRef SnapshotStoreFor(string? snapshotPluginId)
    {
        var id = string.IsNullOrEmpty(snapshotPluginId) ? _defaultSnapshotStore : snapshotPluginId;
        return PluginFor(id.Length == 0 ? "akka.persistence.no-snapshot-store" : id, "akka.persistence.snapshot-store-plugin-fallback");
    }

    /// <summary>The section that a plug-in actor was started with.</summary>
    internal Config ConfigFor(IActorRef plugin) => _pluginConfigs.TryGetValue(plugin.Path, out var config) ? config : ConfigurationFactory.Empty;

    private IActorRef PluginFor(string id, string fallbackPath) =>
        _plugins.GetOrAdd(id, key => new Lazy<IActorRef>(() => Start(key, fallbackPath))).Value;

    private IActorRef Start(string id, string fallbackPath)
    {
        if (!_system.Settings.Config.HasPath(id)) throw new ArgumentException($"The configuration has no section {id} for a persistence plug-in.", nameof(id));

        var config = Section(_system.Settings.Config, id).WithFallback(Section(_system.Settings.Config, fallbackPath));
        var className = config.GetString("class");
        if (string.IsNullOrEmpty(className)) throw new ArgumentException($"{id}.class is not set.", nameof(id));

        var type = Akka.Util.Reflection.RuntimeType.Find(className) ?? throw new ArgumentException($"{id}.class: no type {className}.", nameof(id));
        var takesConfig = type.GetConstructor([typeof(Config)]) is not null;
        var props = (takesConfig ? Props.Create(type, config) : Props.Create(type)).WithDispatcher(config.GetString("plugin-dispatcher") ?? Dispatch.Dispatchers.DefaultDispatcherId);

        // The plug-in looks its section up by path from its constructor, so the entry must be there first.
        _pluginConfigs[_system.SystemGuardian.Path / id] = config;
        return _system.SystemActorOf(props, id);
    }

    private static Config Section(Config config, string path) => config.GetConfig(path) ?? ConfigurationFactory.Empty;
}
