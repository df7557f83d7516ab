using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Configuration;
using Akka.Hosting.Logging;
using Akka.Serialization;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting;

/// <summary>What the composition root says about the actor system.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Starts actors when the host starts.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the host starts, with services.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the host starts.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, ActorStarter actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the host starts, with services.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, ActorStarterWithResolver actorStarter) =>
        Required(builder).StartActors(actorStarter);

    /// <inheritdoc cref="WithActors(AkkaConfigurationBuilder, Action{ActorSystem, IActorRegistry})"/>
    public static AkkaConfigurationBuilder StartActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> starter) =>
        Required(builder).StartActors((system, registry, _) =>
        {
            starter(system, registry);
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="WithActors(AkkaConfigurationBuilder, Action{ActorSystem, IActorRegistry, IDependencyResolver})"/>
    public static AkkaConfigurationBuilder StartActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) =>
        Required(builder).StartActors((system, registry, resolver) =>
        {
            starter(system, registry, resolver);
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="WithActors(AkkaConfigurationBuilder, ActorStarter)"/>
    public static AkkaConfigurationBuilder StartActors(this AkkaConfigurationBuilder builder, ActorStarter starter) =>
        Required(builder).StartActors((system, registry, _) => starter(system, registry));

    /// <summary>Runs an action when all actors have started.</summary>
    public static AkkaConfigurationBuilder AddStartup(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> startup) =>
        Required(builder).AddStartup((system, registry) =>
        {
            startup(system, registry);
            return Task.CompletedTask;
        });

    /// <summary>Adds a configuration, see <see cref="HoconAddMode"/>.</summary>
    public static AkkaConfigurationBuilder AddHocon(this AkkaConfigurationBuilder builder, Config hocon, HoconAddMode addMode)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        Required(builder).AddConfiguration(hocon, addMode);
        return builder;
    }

    /// <summary>Adds a configuration of Microsoft.Extensions.Configuration; <paramref name="normalizeKeys"/> makes keys lower case.</summary>
    public static AkkaConfigurationBuilder AddHocon(this AkkaConfigurationBuilder builder, IConfiguration configuration, HoconAddMode addMode, bool normalizeKeys = true) =>
        builder.AddHocon(configuration.ToHocon(normalizeKeys), addMode);

    /// <summary>Adds a HOCON file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AkkaConfigurationBuilder AddHoconFile(this AkkaConfigurationBuilder builder, string hoconFilePath, HoconAddMode addMode) =>
        builder.AddHocon(ConfigurationFactory.ParseString(File.ReadAllText(hoconFilePath)), addMode);

    /// <summary>Chooses the provider of references; only local ones exist here.</summary>
    public static AkkaConfigurationBuilder WithActorRefProvider(this AkkaConfigurationBuilder builder, ProviderSelection providerSelection)
    {
        Required(builder);
        var given = builder.Setups.OfType<BootstrapSetup>().FirstOrDefault() ?? BootstrapSetup.Create();
        return builder.AddSetup(given.WithActorRefProvider(providerSelection));
    }

    /// <summary>The patience of every <c>Ask</c> without one of its own; zero or infinite means for ever.</summary>
    public static AkkaConfigurationBuilder WithActorAskTimeout(this AkkaConfigurationBuilder builder, TimeSpan timeout)
    {
        var text = timeout <= TimeSpan.Zero ? "infinite" : timeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + "ms";
        return builder.AddHocon(ConfigurationFactory.ParseString($"akka.actor.ask-timeout = {text}"), HoconAddMode.Prepend);
    }

    /// <summary>Loads an extension by its id when the host starts.</summary>
    public static AkkaConfigurationBuilder WithExtension<T>(this AkkaConfigurationBuilder builder)
        where T : IExtensionId => builder.WithExtensions(typeof(T));

    /// <summary>Loads extensions by their ids when the host starts.</summary>
    public static AkkaConfigurationBuilder WithExtensions(this AkkaConfigurationBuilder builder, params Type[] extensions)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        foreach (var extension in extensions)
        {
            if (!typeof(IExtensionId).IsAssignableFrom(extension) || extension.IsAbstract || extension.GetConstructor(Type.EmptyTypes) is null)
            {
                throw new ConfigurationException($"{extension} is not an extension id with a constructor without arguments.");
            }

            Required(builder).AddExtension(extension);
        }

        return builder;
    }

    /// <summary>Uses a serializer for these types, and what derives from them, beside those of the configuration.</summary>
    public static AkkaConfigurationBuilder WithCustomSerializer(
        this AkkaConfigurationBuilder builder, string serializerIdentifier, IEnumerable<Type> boundTypes, Func<ExtendedActorSystem, Serializer> serializerFactory)
    {
        ArgumentNullException.ThrowIfNull(boundTypes);
        ArgumentNullException.ThrowIfNull(serializerFactory);
        Required(builder).AddSerializer(serializerIdentifier, boundTypes, serializerFactory);
        return builder;
    }

    /// <summary>Chooses the loggers and their level.</summary>
    public static AkkaConfigurationBuilder ConfigureLoggers(this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator(Required(builder).Loggers ??= new LoggerConfigBuilder(builder));
        return builder;
    }

    private static AkkaConfigurationBuilder Required(AkkaConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}
