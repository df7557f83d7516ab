using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Starts well-known actors and registers them.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Starts well-known actors and registers them; services come from the resolver.</summary>
public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Runs once, after the actors have started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Collects what <c>AddAkka</c> makes the actor system from. Used while the application is composed, by one thread.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<Setup> _setups = [];
    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly List<Type> _extensions = [];
    private readonly List<(string Id, IReadOnlyCollection<Type> BoundTypes, Func<ExtendedActorSystem, Serializer> Make)> _serializers = [];

    /// <summary>A builder for the system <paramref name="actorSystemName"/>.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        ActorSystemName = actorSystemName;
    }

    /// <summary>The name of the system.</summary>
    public string ActorSystemName { get; }

    /// <summary>The services of the application.</summary>
    public IServiceCollection ServiceCollection { get; }

    internal Config Configuration { get; private set; } = ConfigurationFactory.Empty;

    internal LoggerConfigBuilder? Loggers { get; set; }

    internal IReadOnlyList<Setup> Setups => _setups;

    /// <summary>Adds a setup; a second one of the same type replaces the first.</summary>
    public AkkaConfigurationBuilder AddSetup(Setup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _setups.RemoveAll(existing => existing.GetType() == setup.GetType());
        _setups.Add(setup);
        return this;
    }

    /// <summary>Starts actors when the host starts, in the order of the calls, each after the one before has completed.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        _starters.Add(starter);
        return this;
    }

    /// <summary>Runs a task when all actors have started, in the order of the calls.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        _startupTasks.Add(startupTask);
        return this;
    }

    /// <summary>Binds types to a serializer that is made when the system first needs one.</summary>
    internal void AddSerializer(string id, IEnumerable<Type> boundTypes, Func<ExtendedActorSystem, Serializer> make) => _serializers.Add((id, [.. boundTypes], make));

    private SerializationSetup CustomSerializers()
    {
        var given = _setups.OfType<SerializationSetup>().FirstOrDefault();
        return SerializationSetup.Create(system =>
        [
            .. given?.CreateSerializers(system) ?? [],
            .. _serializers.Select(s => SerializerDetails.Create(s.Id, s.Make(system), [.. s.BoundTypes])),
        ]);
    }

    internal void AddExtension(Type extension) => _extensions.Add(extension);

    internal void AddConfiguration(Config config, HoconAddMode mode) => Configuration = mode switch
    {
        HoconAddMode.Append => Configuration.WithFallback(config),
        HoconAddMode.Prepend => config.WithFallback(Configuration),
        HoconAddMode.Replace => config,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown mode."),
    };

    /// <summary>Creates the system; nothing of it has started but its own actors.</summary>
    internal ActorSystem Build(IServiceProvider services)
    {
        if (Loggers is { } loggers)
        {
            AddConfiguration(loggers.ToConfig(), HoconAddMode.Prepend);
            if (loggers.LogFilters is { } filters) AddSetup(filters.Build());
            AddSetup(new LoggerFactorySetup(loggers.LoggerFactory ?? services.GetService<Microsoft.Extensions.Logging.ILoggerFactory>()));
        }

        if (_serializers.Count > 0) AddSetup(CustomSerializers());
        var setup = ActorSystemSetup.Create([.. _setups]).And(DependencyResolverSetup.Create(services));
        var given = setup.Get<BootstrapSetup>();
        var boot = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = boot.Config.HasValue ? Configuration.WithFallback(boot.Config.Value) : Configuration;
        return ActorSystem.Create(ActorSystemName, setup.And(boot.WithConfig(config)));
    }

    /// <summary>Starts the actors, then runs the start-up tasks.</summary>
    internal async Task StartAsync(ActorSystem system)
    {
        foreach (var extension in _extensions)
        {
            var id = Activator.CreateInstance(extension) as IExtensionId
                ?? throw new ConfigurationException($"{extension} is not an extension id.");
            system.RegisterExtension(id);
        }

        var registry = ActorRegistry.For(system);
        var resolver = DependencyResolver.For(system).Resolver;
        foreach (var starter in _starters)
        {
            await starter(system, registry, resolver).ConfigureAwait(false);
        }

        foreach (var task in _startupTasks)
        {
            await task(system, registry).ConfigureAwait(false);
        }
    }
}
